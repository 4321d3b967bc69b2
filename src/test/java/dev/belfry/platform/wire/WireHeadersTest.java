package dev.belfry.platform.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.belfry.house.Checklist;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireHeadersTest {
  @ParameterizedTest
  @Checklist(106)
  @ValueSource(
      strings = {
        "Host",
        "host",
        "HOST",
        "Content-Length",
        "Transfer-Encoding",
        "Connection",
        "Upgrade",
        "TE",
        "Trailer",
        "Expect",
        "Keep-Alive",
        "Proxy-Connection",
        "HTTP2-Settings",
        "",
        " ",
        "a b",
        "a:b",
        "a\r\nb",
        "a\u0000",
        "ä",
        ":authority",
        "Host ",
        "(x)"
      })
  void refusesTheseNames(String name) {
    assertFalse(WireHeaders.refusal(name, "secret-value").orElseThrow().contains("secret-value"));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            WireKit.get("http://public.test/", Map.of(name, "x"), java.time.Duration.ofSeconds(1)));
  }

  @ParameterizedTest
  @Checklist(106)
  @ValueSource(
      strings = {
        "a\r\nHost: b",
        "a\nb",
        "a\rb",
        "a\u0000b",
        "\u007f",
        "\u001f",
        "\u010d\u010a",
        "€"
      })
  void refusesTheseValues(String value) {
    assertFalse(WireHeaders.refusal("X-Test", value).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "plain", "a\tb", "Bearer abc.def", "é", "W/\"x\""})
  void acceptsTheseValues(String value) {
    assertEquals(true, WireHeaders.refusal("X-Test", value).isEmpty());
  }
}
