package dev.belfry.check.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.belfry.check.Look;
import dev.belfry.check.Verdict;
import dev.belfry.house.Checklist;
import dev.belfry.platform.wire.Phases;
import dev.belfry.platform.wire.WireFailure;
import dev.belfry.platform.wire.WireFailure.Reason;
import dev.belfry.platform.wire.WireResponse;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpLookTest {
  private static final Phases PHASES = new Phases(1, 2, null, 3, 42);

  @ParameterizedTest
  @CsvSource({
    "200, , false, UP, ok, answered 200",
    "404, , false, DOWN, unexpected_status, 'answered 404, expected 200-399'",
    "503, hello, false, DOWN, unexpected_status, 'answered 503, expected 200-399'",
    "200, hello, false, UP, ok, answered 200",
    "200, Hello, false, DOWN, keyword_missing, 'answered 200, but without the keyword'",
    "200, hello, true, DOWN, keyword_present, 'answered 200, but with the keyword'",
    "200, goodbye, true, UP, ok, answered 200",
  })
  void judgesStatusAndKeyword(
      int status,
      @Nullable String keyword,
      boolean absent,
      Verdict verdict,
      String code,
      String message) {
    Look look =
        judge(
            target(keyword, absent),
            response(status, Map.of(), "hello world".getBytes(StandardCharsets.UTF_8)));
    assertEquals(new Look(verdict, 42, code, message, PHASES), look);
  }

  @ParameterizedTest
  @CsvSource({
    "DNS, DOWN, dns_failure",
    "BLOCKED, UNKNOWN, blocked_address",
    "REFUSED, DOWN, connection_refused",
    "TIMEOUT, DOWN, timeout",
    "TLS, DOWN, tls_failure",
    "REDIRECT, DOWN, redirect_failure",
    "PROTOCOL, DOWN, invalid_response",
    "CLOSED, DOWN, connection_closed",
  })
  void everyFailureHasItsCode(Reason reason, Verdict verdict, String code) {
    Look look =
        HttpLook.of(
            HttpTarget.of("http://a.test/"),
            StatusRanges.parse("200"),
            new WireFailure(reason, "why", PHASES));
    assertEquals(new Look(verdict, 42, code, "why", PHASES), look);
  }

  @ParameterizedTest
  @CsvSource({
    "ISO-8859-1, text/html; charset=ISO-8859-1",
    "windows-1251, 'text/html;charset=\"windows-1251\"'",
    "UTF-16LE, 'text/plain; format=flowed; Charset = utf-16le'",
    "Shift_JIS, text/html; charset=Shift_JIS",
    "UTF-8, text/html",
    "UTF-8, text/html; charset=no-such-thing",
    "UTF-8, text/html; charset=",
  })
  void decodesAsTheAnswerSays(String charset, String contentType) {
    String word =
        charset.startsWith("win") ? "привет" : charset.startsWith("Shift") ? "鐘楼" : "schön";
    byte[] body = ("-" + word + "-").getBytes(Charset.forName(charset));
    Map<String, List<String>> headers = Map.of("content-type", List.of(contentType));
    assertEquals("ok", judge(target(word, false), response(200, headers, body)).code());
    assertEquals(
        "keyword_missing", judge(target("schon", false), response(200, headers, body)).code());
  }

  @Test
  @Checklist({47, 107})
  void searchesACompressedBodyUpToTheLimit() throws Exception {
    byte[] text = new byte[1 << 26];
    Arrays.fill(text, (byte) ' ');
    put(text, "early", 1000);
    put(text, "late", BodyText.LIMIT + 10);
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
      zip.write(text);
    }
    Map<String, List<String>> headers = Map.of("content-encoding", List.of("gzip"));
    WireResponse bomb = response(200, headers, zipped.toByteArray());
    assertEquals(BodyText.LIMIT, BodyText.of(bomb).length());
    assertEquals("ok", judge(target("early", false), bomb).code());
    assertEquals("keyword_missing", judge(target("late", false), bomb).code());
    byte[] half = Arrays.copyOf(zipped.toByteArray(), zipped.size() / 2);
    assertEquals("ok", judge(target("early", false), response(200, headers, half)).code());
    assertEquals(
        "keyword_missing",
        judge(target("early", false), response(200, headers, new byte[] {1, 2})).code());
  }

  @Test
  @Checklist(72)
  void neverRepeatsTheKeyword() {
    Look look = judge(target("s3cret", false), response(200, Map.of(), new byte[0]));
    assertFalse(look.toString().contains("s3cret"));
  }

  private static void put(byte[] text, String word, int at) {
    byte[] bytes = word.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, text, at, bytes.length);
  }

  private static Look judge(HttpTarget target, WireResponse response) {
    return HttpLook.of(target, StatusRanges.parse(target.expectedStatus()), response);
  }

  private static HttpTarget target(@Nullable String keyword, boolean absent) {
    return new HttpTarget(
        "http://a.test/",
        "GET",
        Map.of(),
        null,
        "200-399",
        keyword,
        absent,
        true,
        true,
        null,
        null);
  }

  private static WireResponse response(int status, Map<String, List<String>> headers, byte[] body) {
    return new WireResponse(status, headers, body, false, PHASES, URI.create("http://a.test/"));
  }
}
