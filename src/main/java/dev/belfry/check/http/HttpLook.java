package dev.belfry.check.http;

import dev.belfry.check.Look;
import dev.belfry.check.Verdict;
import dev.belfry.platform.wire.WireFailure;
import dev.belfry.platform.wire.WireOutcome;
import dev.belfry.platform.wire.WireResponse;

/** What an outcome means for a target; pure. */
final class HttpLook {
  private HttpLook() {}

  static Look of(HttpTarget target, StatusRanges expected, WireOutcome outcome) {
    return switch (outcome) {
      case WireResponse response -> answered(target, expected, response);
      case WireFailure failure ->
          Look.failed(failure.reason(), failure.message(), failure.phases());
    };
  }

  private static Look answered(HttpTarget target, StatusRanges expected, WireResponse response) {
    String answer = "answered " + response.status();
    if (!expected.contains(response.status())) {
      return down("unexpected_status", answer + ", expected " + target.expectedStatus(), response);
    }
    String keyword = target.keyword();
    if (keyword != null) {
      boolean absent = target.keywordAbsent();
      boolean found = BodyText.of(response).contains(keyword);
      if (found && absent) {
        return down("keyword_present", answer + ", but with the keyword", response);
      }
      if (!found && !absent) {
        return down("keyword_missing", answer + ", but without the keyword", response);
      }
    }
    return Look.of(Verdict.UP, "ok", answer, response.phases());
  }

  private static Look down(String code, String message, WireResponse response) {
    return Look.of(Verdict.DOWN, code, message, response.phases());
  }
}
