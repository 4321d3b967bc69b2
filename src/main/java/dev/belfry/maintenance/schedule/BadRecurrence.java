package dev.belfry.maintenance.schedule;

/** A text that is no rule; the message says why, for the person who wrote it. */
public final class BadRecurrence extends RuntimeException {
  private static final long serialVersionUID = 1;

  BadRecurrence(String why) {
    super(why, null, false, false);
  }

  /** Why, as the rest of a sentence. */
  public String why() {
    return String.valueOf(getMessage());
  }
}
