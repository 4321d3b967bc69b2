package dev.belfry.monitor.standing;

/**
 * When a monitor changes its state too often for each change to be told: from so many changes
 * within the last looks, until they are as few as so many. Two numbers, so that it does not begin
 * and end at every look.
 *
 * @param looks how far back, at most {@link History#LENGTH}
 * @param start from how many changes on
 * @param stop down to how many changes, less than {@code start}
 */
public record Flapping(int looks, int start, int stop) {
  public Flapping {
    if (looks > History.LENGTH || start > looks || stop >= start || stop < 0) {
      throw new IllegalArgumentException(stop + " to " + start + " of " + looks);
    }
  }

  public boolean after(boolean before, History history) {
    int changes = history.changes(looks);
    return before ? changes > stop : changes >= start;
  }
}
