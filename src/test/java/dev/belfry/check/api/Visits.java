package dev.belfry.check.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is asked of the shop. */
record Visits(String origin) {
  ApiTarget journey(String user) {
    return new ApiTarget(
        List.of(
            new ApiStep(
                "log in",
                "POST",
                url("/login"),
                Map.of("Content-Type", "application/json"),
                "{\"user\":\"" + user + "\"}",
                null,
                null,
                List.of(new ApiExtraction("token", "json", "$.token")),
                null,
                null),
            new ApiStep(
                null,
                null,
                url("/orders/{{token}}"),
                Map.of("X-Auth", "Token {{token}}"),
                null,
                null,
                null,
                null,
                null,
                null)),
        null,
        null);
  }

  ApiAuth oauth(String secret) {
    return oauth(secret, "/token");
  }

  ApiAuth oauth(String secret, String path) {
    return new ApiAuth("oauth", null, null, null, url(path), "client", secret, "a b");
  }

  ApiTarget as(@Nullable ApiAuth auth) {
    return new ApiTarget(
        List.of(new ApiStep(null, null, url("/private"), null, null, auth, null, null, null, null)),
        null,
        null);
  }

  ApiTarget asserting(String path, ApiAssertion assertion) {
    return new ApiTarget(
        List.of(
            new ApiStep(
                null, null, url(path), null, null, null, List.of(assertion), null, null, null)),
        null,
        null);
  }

  static ApiStep get(String url) {
    return new ApiStep(null, null, url, null, null, null, null, null, null, null);
  }

  String url(String path) {
    return origin + path;
  }
}
