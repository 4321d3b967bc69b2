package dev.belfry.notify;

import java.time.Duration;

/**
 * How fast an endpoint wants its news. Over the rate they wait, and none is lost.
 *
 * @param messages so many at most within the window; 0 for as many as there are
 * @param digest what comes within it goes as one message; zero for each by itself
 */
public record Pace(int messages, Duration window, Duration digest) {
  boolean isLimited() {
    return messages > 0 && window.isPositive();
  }

  boolean isDigest() {
    return digest.isPositive();
  }
}
