package dev.belfry.notify.webhook;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * What a webhook signs with: {@code whsec_} and the base 64 of 32 random bytes (Standard Webhooks).
 *
 * @param text as its owner was shown it
 */
public record WebhookSecret(String text) {
  private static final String PREFIX = "whsec_";
  private static final int BYTES = 32;

  public static WebhookSecret draw(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new WebhookSecret(PREFIX + Base64.getEncoder().encodeToString(bytes));
  }

  byte[] key() {
    return Base64.getDecoder().decode(text.substring(PREFIX.length()));
  }

  @Override
  public String toString() {
    return PREFIX + "***";
  }
}
