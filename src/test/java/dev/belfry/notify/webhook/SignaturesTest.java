package dev.belfry.notify.webhook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import dev.belfry.access.grant.Place;
import dev.belfry.house.Checklist;
import dev.belfry.notify.Letter;
import dev.belfry.notify.MessageId;
import dev.belfry.platform.id.TypeId;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** Against the library of the standard's authors, and against plain javax.crypto. */
class SignaturesTest {
  private final SecureRandom random = new SecureRandom();
  private final WebhookSecret secret = WebhookSecret.draw(random);
  private final Letter letter =
      new Letter(
          new MessageId(TypeId.next()),
          "monitor.down",
          Place.in(null),
          "{\"type\":\"monitor.down\",\"ü\":1}");

  private static void verify(WebhookSecret secret, String body, Map<String, String> headers)
      throws WebhookVerificationException {
    new Webhook(secret.text())
        .verify(
            body,
            headers.entrySet().stream()
                .collect(
                    Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue()))));
  }

  @Test
  @Checklist(108)
  void areAcceptedByTheStandardsOwnLibrary() throws Exception {
    verify(secret, letter.body(), Signatures.of(letter, Instant.now(), List.of(secret)));
  }

  @Test
  @Checklist(108)
  void areRefusedForAnotherBodySecretOrTime() {
    Map<String, String> headers = Signatures.of(letter, Instant.now(), List.of(secret));
    assertThrows(
        WebhookVerificationException.class, () -> verify(secret, letter.body() + " ", headers));
    assertThrows(
        WebhookVerificationException.class,
        () -> verify(WebhookSecret.draw(random), letter.body(), headers));
    Map<String, String> old =
        Signatures.of(letter, Instant.now().minusSeconds(600), List.of(secret));
    assertThrows(WebhookVerificationException.class, () -> verify(secret, letter.body(), old));
  }

  @Test
  @Checklist(108)
  void areMadeByBothSecretsDuringARotation() throws Exception {
    WebhookSecret next = WebhookSecret.draw(random);
    Map<String, String> headers = Signatures.of(letter, Instant.now(), List.of(next, secret));
    verify(secret, letter.body(), headers);
    verify(next, letter.body(), headers);
    assertEquals(
        Signatures.of(letter, Instant.now(), List.of(next)).get("x-webhook-signature"),
        headers.get("x-webhook-signature"));
  }

  @Test
  void areWhatTheDocumentsSay() throws Exception {
    Instant at = Instant.ofEpochSecond(1_700_000_000, 999_000_000);
    Map<String, String> headers = Signatures.of(letter, at, List.of(secret));
    String id = letter.id().text();
    byte[] decoded = Base64.getDecoder().decode(secret.text().substring("whsec_".length()));
    assertEquals(32, decoded.length);
    assertEquals(id, headers.get("webhook-id"));
    assertEquals("1700000000", headers.get("webhook-timestamp"));
    assertEquals(
        "v1,"
            + Base64.getEncoder()
                .encodeToString(hmac(decoded, id + ".1700000000." + letter.body())),
        headers.get("webhook-signature"));
    assertEquals(
        HexFormat.of()
            .formatHex(hmac(secret.text().getBytes(StandardCharsets.UTF_8), letter.body())),
        headers.get("x-webhook-signature"));
  }

  @Test
  void aSecretDoesNotPrintItself() {
    assertFalse(secret.toString().contains(secret.text().substring(6)), secret.toString());
  }

  private static byte[] hmac(byte[] key, String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }
}
