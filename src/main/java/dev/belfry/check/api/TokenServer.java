package dev.belfry.check.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.platform.wire.WireHeaders;
import dev.belfry.platform.wire.WireResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is said to a server of tokens and what it answers (RFC 6749, sections 4.4 and 5); pure. */
final class TokenServer {
  private static final int OK = 200;

  /** Of others we do not repeat what they are called. */
  private static final Set<String> ERRORS =
      Set.of(
          "invalid_request",
          "invalid_client",
          "invalid_grant",
          "unauthorized_client",
          "unsupported_grant_type",
          "invalid_scope");

  private TokenServer() {}

  static String form(ApiAuth auth) {
    return "grant_type=client_credentials"
        + (auth.scope() == null ? "" : "&scope=" + encoded(auth.scope()));
  }

  static Map<String, String> headers(ApiAuth auth) {
    return Map.of(
        "Authorization",
        basic(encoded("" + auth.clientId()) + ":" + encoded("" + auth.clientSecret())),
        "Content-Type",
        "application/x-www-form-urlencoded",
        "Accept",
        "application/json");
  }

  static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  static Tokens.Granted granted(WireResponse response) throws NoToken {
    JsonNode json = new Answer(response).json().orElse(null);
    String token = json == null ? "" : json.path("access_token").asText("");
    if (response.status() != OK
        || token.isEmpty()
        || WireHeaders.refusal("Authorization", "Bearer " + token).isPresent()) {
      String error = json == null ? "" : json.path("error").asText("");
      throw NoToken.answered(
          "answered "
              + response.status()
              + (ERRORS.contains(error) ? " (" + error + ")" : "")
              + " without a token");
    }
    return new Tokens.Granted(token, json == null ? null : seconds(json.path("expires_in")));
  }

  /** Some servers write the number as a text. */
  private static @Nullable Long seconds(JsonNode expiresIn) {
    String text = expiresIn.asText("");
    return text.matches("-?[0-9]{1,15}") ? (Long) Long.parseLong(text) : null;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
