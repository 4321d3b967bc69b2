package dev.belfry.notify.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.belfry.house.TestDatabase;
import dev.belfry.notify.Outcome;
import dev.belfry.notify.Outcome.Verdict;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What answers of vendors mean, and what is too long for one. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class VendorAnswerTest extends VendorScene {

  @Test
  void aDigestListsWhatItHolds() {
    Map<String, Object> one =
        Map.of("type", "monitor.down", "data", Map.of("monitor", Map.of("name", "a\nb")));
    News digest =
        Sample.of("digest", Map.of("count", 120, "notices", Collections.nCopies(120, one)));
    assertEquals("Several news: 120", digest.title());
    List<String> lines = List.of(digest.text().split("\n", -1));
    assertEquals("- Down: a b", lines.getFirst());
    assertEquals("… 70 more", lines.getLast());
    assertEquals(51, lines.size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "slack | 404 | no_service | GONE | -",
        "slack | 410 | channel_is_archived | GONE | -",
        "slack | 404 | channel_not_found | REFUSED | -",
        "slack | 400 | invalid_payload | REFUSED | -",
        "slack | 429 | - | FAILED | 30",
        "slack | 500 | rollup_error | FAILED | 30",
        "slack | 302 | - | FAILED | 30",
        "discord | 404 | {\"code\":10015} | GONE | -",
        "discord | 400 | {} | REFUSED | -",
        "discord | 429 | {\"retry_after\":1.5,\"global\":false} | FAILED | 1.5",
        "teams | 404 | - | REFUSED | -",
        "teams | 429 | - | FAILED | 30",
        "telegram | 403 | {\"ok\":false,\"description\":\"bot was blocked\"} | GONE | -",
        "telegram | 400 | {\"ok\":false,\"description\":\"chat not found\"} | REFUSED | -",
        "telegram | 429 | {\"ok\":false,\"parameters\":{\"retry_after\":7}} | FAILED | 7",
        "telegram | 200 | {\"ok\":false} | FAILED | 30",
        "ntfy | 401 | - | REFUSED | -",
        "ntfy | 429 | - | FAILED | 30",
        "pushover | 400 | {\"status\":0} | REFUSED | -",
        "pushover | 503 | - | FAILED | 30",
        "pagerduty | 400 | {} | REFUSED | -",
        "pagerduty | 429 | - | FAILED | 30",
        "pagerduty | 500 | - | FAILED | 30",
        "opsgenie | 422 | {} | REFUSED | -",
        "opsgenie | 503 | - | FAILED | 30",
        "google_chat | 403 | {} | REFUSED | -",
        "google_chat | 429 | {} | FAILED | 30",
        "matrix | 403 | {\"errcode\":\"M_FORBIDDEN\"} | REFUSED | -",
        "matrix | 429 | {\"errcode\":\"M_LIMIT_EXCEEDED\",\"retry_after_ms\":2500} | FAILED | 2.5",
        "http | 410 | - | GONE | -",
        "http | 408 | - | FAILED | 30",
        "http | 401 | - | REFUSED | -",
      })
  void tellsWhatAnAnswerMeans(
      String kind, int status, @Nullable String body, Verdict verdict, @Nullable Double wait) {
    answers(status, body == null ? "" : body, Map.of("Retry-After", "30"));
    Outcome outcome = send(kind, down());
    assertEquals(verdict, outcome.verdict());
    assertEquals(
        wait == null ? null : Duration.ofMillis((long) (wait * 1000)), outcome.retryAfter());
    assertEquals(status, outcome.status());
    assertFalse(
        body != null && String.valueOf(outcome.error()).contains(body), "" + outcome.error());
  }

  @Test
  void pushoverTellsWhenItsMonthBegins() {
    long reset = NOW.plusSeconds(3600).getEpochSecond();
    answers(429, "{}", Map.of("X-Limit-App-Reset", "" + reset));
    assertEquals(Duration.ofHours(1), send("pushover", down()).retryAfter());
  }

  @Test
  void aVendorThatIsAwayIsTriedAgain() {
    vendor.close();
    for (Kind kind : kinds) {
      if (kind instanceof VendorKind) {
        Outcome outcome = send(kind.kind(), down());
        assertEquals(Verdict.FAILED, outcome.verdict(), kind.kind());
        assertFalse(String.valueOf(outcome.error()).contains(Sample.SECRET), kind.kind());
      }
    }
  }
}
