package dev.belfry.notify.webhook;

import dev.belfry.notify.Letter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The headers by which a receiver knows that a letter is ours: Standard Webhooks 1.0 (id, time and
 * body, by the decoded secret), and StatusApp's (the body alone, by the text of the secret).
 */
final class Signatures {
  private Signatures() {}

  /**
   * @param at of this attempt
   * @param secrets the current one, then those that still count
   */
  static Map<String, String> of(Letter letter, Instant at, List<WebhookSecret> secrets) {
    String id = letter.id().text();
    String time = Long.toString(at.getEpochSecond());
    String signed = id + "." + time + "." + letter.body();
    String standard =
        secrets.stream()
            .map(secret -> "v1," + Base64.getEncoder().encodeToString(hmac(secret.key(), signed)))
            .collect(Collectors.joining(" "));
    byte[] textual = secrets.getFirst().text().getBytes(StandardCharsets.UTF_8);
    return Map.of(
        "webhook-id", id,
        "webhook-timestamp", time,
        "webhook-signature", standard,
        "x-webhook-signature", HexFormat.of().formatHex(hmac(textual, letter.body())));
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is part of every Java", e);
    }
  }
}
