package dev.belfry.statuspage.published;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Documents as answers that browsers and what stands between may keep. */
final class Answers {
  /** RFC 9110, section 12.5.3; whoever does not say that he reads it gets what everybody reads. */
  private static final Pattern GZIP = Pattern.compile("(gzip|\\*)\\s*(;\\s*q=(1|0\\.0*[1-9]).*)?");

  private Answers() {}

  static Response of(Showroom.Shown shown, Visitor visitor) {
    byte[] zipped = reads(visitor.encodings()) ? shown.zipped() : null;
    // Other bytes need another tag (RFC 9110, section 8.8.3.3).
    String tag = zipped == null ? shown.tag() : shown.tag().replaceFirst("\"$", "-gzip\"");
    Response.ResponseBuilder answer =
        isKnown(shown.tag(), visitor.knownTag())
            ? Response.status(Response.Status.NOT_MODIFIED)
            : Response.ok(zipped == null ? shown.body().bytes() : zipped)
                .type(shown.body().type())
                .header(HttpHeaders.CONTENT_ENCODING, zipped == null ? null : "gzip");
    answer
        .header(HttpHeaders.ETAG, tag)
        .header(
            HttpHeaders.CACHE_CONTROL,
            (shown.everybody() ? "public" : "private") + ", max-age=" + shown.keep().toSeconds())
        .header(
            HttpHeaders.VARY,
            // Addresses in it may be those by which the reader came.
            (shown.everybody() ? "Accept-Encoding" : "Cookie") + ", Accept-Language, Host");
    if (shown.body().policy() != null) {
      answer.header("Content-Security-Policy", shown.body().policy());
    }
    return answer.build();
  }

  private static boolean reads(@Nullable String encodings) {
    return encodings != null
        && Arrays.stream(encodings.toLowerCase(Locale.ROOT).split(",", -1))
            .anyMatch(one -> GZIP.matcher(one.strip()).matches());
  }

  /** With gzip or without, it is the same document. */
  private static boolean isKnown(String tag, @Nullable String known) {
    return known != null
        && Arrays.stream(known.split(",", -1))
            .map(one -> one.strip().replaceFirst("^W/", "").replaceFirst("-gzip\"$", "\""))
            .anyMatch(one -> one.equals("*") || one.equals(tag));
  }

  /** For programs in browsers of anybody; what is protected they read from its own pages only. */
  static Response shared(Showroom.Shown shown, Visitor visitor) {
    Response answer = of(shown, visitor);
    if (shown.everybody()) {
      answer.getHeaders().putSingle("Access-Control-Allow-Origin", "*");
    }
    return answer;
  }
}
