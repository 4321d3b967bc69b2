package dev.belfry.notify.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.platform.seal.Sealer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Seals and opens what of a webhook nobody is shown. */
@ApplicationScoped
class WebhookVault {
  private static final TypeReference<LinkedHashMap<String, String>> HEADERS =
      new TypeReference<>() {};

  private final Sealer sealer;
  private final ObjectMapper mapper;

  WebhookVault(Sealer sealer, ObjectMapper mapper) {
    this.sealer = sealer;
    this.mapper = mapper;
  }

  void putSecret(Webhook webhook, WebhookSecret secret) {
    webhook.secret = sealer.seal(secret.text(), place(webhook, "secret"));
  }

  /** The current secret, then the previous one while it counts. */
  List<WebhookSecret> secrets(Webhook webhook, Instant now) {
    WebhookSecret current = open(webhook, webhook.secret);
    byte[] previous = webhook.previousSecret;
    Instant until = webhook.previousUntil;
    return previous != null && until != null && now.isBefore(until)
        ? List.of(current, open(webhook, previous))
        : List.of(current);
  }

  private WebhookSecret open(Webhook webhook, byte[] sealed) {
    return new WebhookSecret(sealer.open(sealed, place(webhook, "secret")));
  }

  void putHeaders(Webhook webhook, Map<String, String> headers) {
    try {
      webhook.headers = sealer.seal(mapper.writeValueAsString(headers), place(webhook, "headers"));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can be written", e);
    }
  }

  /** In the order in which they were given. */
  Map<String, String> headers(Webhook webhook) {
    try {
      return mapper.readValue(sealer.open(webhook.headers, place(webhook, "headers")), HEADERS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the stored headers are not those that we wrote");
    }
  }

  private static String place(Webhook webhook, String what) {
    return webhook.accountId + "/" + webhook.id + "/" + what;
  }
}
