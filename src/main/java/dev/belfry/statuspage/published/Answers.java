package dev.belfry.statuspage.published;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Documents as answers that browsers and what stands between may keep. */
final class Answers {
  private Answers() {}

  static Response of(Showroom.Shown shown, @Nullable String knownTag) {
    boolean known =
        knownTag != null
            && Arrays.stream(knownTag.split(",", -1))
                .map(tag -> tag.strip().replaceFirst("^W/", ""))
                .anyMatch(tag -> tag.equals("*") || tag.equals(shown.tag()));
    Response.ResponseBuilder answer =
        known
            ? Response.status(Response.Status.NOT_MODIFIED)
            : Response.ok(shown.body().bytes()).type(shown.body().type());
    answer
        .header(HttpHeaders.ETAG, shown.tag())
        .header(
            HttpHeaders.CACHE_CONTROL,
            (shown.everybody() ? "public" : "private") + ", max-age=" + shown.keep().toSeconds())
        .header(
            HttpHeaders.VARY,
            // Addresses in it may be those by which the reader came.
            shown.everybody() ? "Accept-Language, Host" : "Accept-Language, Host, Cookie");
    if (shown.body().policy() != null) {
      answer.header("Content-Security-Policy", shown.body().policy());
    }
    return answer.build();
  }

  /** For programs in browsers of anybody; what is protected they read from its own pages only. */
  static Response shared(Showroom.Shown shown, @Nullable String knownTag) {
    Response answer = of(shown, knownTag);
    if (shown.everybody()) {
      answer.getHeaders().putSingle("Access-Control-Allow-Origin", "*");
    }
    return answer;
  }
}
