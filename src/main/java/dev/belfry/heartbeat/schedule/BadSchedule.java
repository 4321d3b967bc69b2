package dev.belfry.heartbeat.schedule;

/** A text that is no schedule; the message says why, for the person who wrote it. */
public final class BadSchedule extends RuntimeException {
  private static final long serialVersionUID = 1;

  BadSchedule(String why) {
    super(why, null, false, false);
  }

  /** Why, as the rest of a sentence. */
  public String why() {
    return String.valueOf(getMessage());
  }
}
