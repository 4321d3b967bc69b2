package dev.belfry.monitor.standing;

/**
 * What the latest looks said, packed into one number so that it costs a row nothing. Three rows of
 * 20 bits, the latest look lowest:
 *
 * <ul>
 *   <li>looks that speak against the state (bad ones of what is not down, good ones of what is),
 *       since it last changed: each side starts to count anew
 *   <li>good looks that speak against the level (slow ones of what is not degraded, fast ones of
 *       what is), since it last changed
 *   <li>looks at which the state changed
 * </ul>
 *
 * <p>Looks that found nothing out are in none of them.
 */
public record History(long bits) {
  /** How many looks are remembered. */
  public static final int LENGTH = 20;

  public static final History NONE = new History(0);

  private static final int ROW = (1 << LENGTH) - 1;
  private static final int LEVEL = LENGTH;
  private static final int CHANGES = 2 * LENGTH;

  /** One more look, that speaks against the state or for it. */
  public History look(boolean against) {
    return push(0, against);
  }

  /** One more good look, that speaks against the level or for it. */
  public History level(boolean against) {
    return push(LEVEL, against);
  }

  /** One more look, at which the state has changed or not; a change begins both counts anew. */
  public History changed(boolean change) {
    History pushed = push(CHANGES, change);
    return change ? pushed.with(0, 0).with(LEVEL, 0) : pushed;
  }

  /** The level has changed. */
  public History levelled() {
    return with(LEVEL, 0);
  }

  public boolean against(Enough enough) {
    return enough.are(row(0));
  }

  public boolean doubts(Enough enough) {
    return enough.begun(row(0));
  }

  public boolean againstLevel(Enough enough) {
    return enough.are(row(LEVEL));
  }

  /** Changes of the state within so many of the last looks. */
  public int changes(int looks) {
    return Integer.bitCount(latest(row(CHANGES), looks));
  }

  static int latest(int row, int looks) {
    return row & ((1 << looks) - 1);
  }

  private int row(int shift) {
    return (int) (bits >>> shift) & ROW;
  }

  private History push(int shift, boolean bit) {
    return with(shift, ((row(shift) << 1) | (bit ? 1 : 0)) & ROW);
  }

  private History with(int shift, int row) {
    return new History((bits & ~((long) ROW << shift)) | ((long) row << shift));
  }
}
