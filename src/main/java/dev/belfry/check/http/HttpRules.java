package dev.belfry.check.http;

import dev.belfry.check.TargetViolation;
import dev.belfry.platform.wire.BadUrl;
import dev.belfry.platform.wire.Egress;
import dev.belfry.platform.wire.Purpose;
import dev.belfry.platform.wire.WireHeaders;
import dev.belfry.platform.wire.WireUrl;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold for a target beyond the limits of its fields. */
final class HttpRules {
  private static final int HEADER_BYTES = 8192;

  private final Egress egress;
  private final Instant now;
  private final List<TargetViolation> found = new ArrayList<>();

  HttpRules(Egress egress, Instant now) {
    this.egress = egress;
    this.now = now;
  }

  List<TargetViolation> examine(HttpTarget target) {
    url(target.url());
    headers(target.headers());
    status(target.expectedStatus());
    if (target.keyword() != null && "HEAD".equals(target.method())) {
      add("/keyword", "keyword_without_body", "an answer to HEAD has no body to search");
    }
    boolean secured = target.url() == null || !target.url().startsWith("http:");
    found.addAll(target.tls().examine(secured, now));
    return List.copyOf(found);
  }

  // Bean Validation reports what is missing; here it must only not be tripped over.
  private void url(@Nullable String url) {
    if (url == null) {
      return;
    }
    try {
      URI uri = WireUrl.parse(url);
      egress.refusal(uri, Purpose.MONITOR).ifPresent(why -> add("/url", "blocked_address", why));
    } catch (BadUrl e) {
      add("/url", "invalid_url", e.getMessage());
    }
  }

  private void headers(@Nullable Map<String, String> headers) {
    Set<String> names = new HashSet<>();
    int bytes = 0;
    for (Map.Entry<String, String> header :
        Objects.requireNonNullElse(headers, Map.<String, String>of()).entrySet()) {
      String name = Objects.requireNonNullElse(header.getKey(), "");
      String value = Objects.requireNonNullElse(header.getValue(), "");
      String pointer = HttpTarget.pointer(name);
      WireHeaders.refusal(name, value).ifPresent(why -> add(pointer, "forbidden_header", why));
      if (!names.add(name.toLowerCase(Locale.ROOT))) {
        add(pointer, "duplicate_header", "the header " + name + " is given twice");
      }
      bytes += name.length() + value.getBytes(StandardCharsets.UTF_8).length;
    }
    if (bytes > HEADER_BYTES) {
      add(
          "/headers",
          "too_large",
          "the headers are larger than " + HEADER_BYTES + " bytes together");
    }
  }

  private void status(@Nullable String expected) {
    try {
      StatusRanges.parse(Objects.requireNonNullElse(expected, ""));
    } catch (IllegalArgumentException e) {
      add("/expected_status", "invalid_status", Objects.toString(e.getMessage()));
    }
  }

  private void add(String pointer, String code, String message) {
    found.add(new TargetViolation(pointer, code, message));
  }
}
