package dev.belfry.platform.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.belfry.house.Checklist;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireUrlTest {
  @ParameterizedTest
  @Checklist(104)
  @CsvSource({
    "http://example.com, http://example.com/",
    "HTTPS://Example.COM:443/A?b=C#d, https://example.com/A?b=C",
    "http://example.com:80/, http://example.com/",
    "https://example.com:80/, https://example.com:80/",
    "http://example.com?x=%2F, http://example.com/?x=%2F",
    "http://example.com./x, http://example.com./x",
    "http://bücher.example/ä, http://xn--bcher-kva.example/%C3%A4",
    "http://bücher.example:8080/, http://xn--bcher-kva.example:8080/",
    "http://127。0。0。1/, http://127.0.0.1/",
    "http://１２７.0.0.1/, http://127.0.0.1/",
    "http://ⓛocalhost/, http://localhost/",
    "http://[::1]:8080/, http://[::1]:8080/",
    "http://public.test/#@127.0.0.1/, http://public.test/",
  })
  void hasOneNormalForm(String text, String normal) throws BadUrl {
    assertEquals(normal, WireUrl.parse(text).toString());
    assertEquals(normal, WireUrl.parse(normal).toString());
  }

  /** Items 101, 104 and 105 of the security checklist. */
  @ParameterizedTest
  @Checklist({104, 105})
  @ValueSource(
      strings = {
        "",
        " ",
        "/path",
        "example.com",
        "http:",
        "http:/x",
        "http:///x",
        "http://",
        "mailto:a@b",
        "file:///etc/passwd",
        "gopher://example.com/",
        "ftp://example.com/",
        "javascript:alert(1)",
        "jar:http://example.com!/",
        "http://user@example.com/",
        "http://user:pw@example.com/",
        "http://@example.com/",
        "http://a#@b@example.com/#\\",
        "http://example.com\\@127.0.0.1/",
        "http://example.com/\\x",
        "http://exa\tmple.com/",
        "http://example.com/\t",
        " http://example.com/",
        "http://example.com/ ",
        "http://example.com/a b",
        "http://example.com/\r\nX: y",
        "http://example.com/\u0000",
        "http://127.1/",
        "http://0177.0.0.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://0x7f000001/",
        "http://127.0.0.1./",
        "http://1.2.3/",
        "http://example.0x1/",
        "http://256.1.1.1/",
        "http://1.2.3.4.5/",
        "http://[::1",
        "http://::1/",
        "http://[fe80::1%25eth0]/",
        "http://[::1%1]/",
        "http://exam%70le.com/",
        "http://%31%32%37.0.0.1/",
        "http://example.com／evil.test/",
        "http://example.com＠127.0.0.1/",
        "http://example.com℀b/",
        "http://example.com:0/",
        "http://example.com:65536/",
        "http://example.com:-1/",
        "http://example.com:x/",
        "http://example.com:22/",
        "http://example.com:25/",
        "http://example.com:6379/",
        "http://ex_ample.com/",
        "http://-/",
        "http://a..b/",
        "http://./"
      })
  void refusesEverythingElse(String text) {
    String message = assertThrows(BadUrl.class, () -> WireUrl.parse(text)).getMessage();
    assertFalse(message.contains("pw"), message);
  }
}
