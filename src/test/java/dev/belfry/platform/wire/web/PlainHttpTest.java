package dev.belfry.platform.wire.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainHttpTest {
  @ParameterizedTest
  @CsvSource({
    "http://93.184.216.34/, true",
    "http://[2606:2800:220:1::1]/, true",
    "https://93.184.216.34/, false",
    "http://127.0.0.1:8080/, false",
    "http://10.1.2.3/, false",
    "http://172.31.255.255/, false",
    "http://172.32.0.1/, true",
    "http://192.168.1.1/, false",
    "http://100.64.0.1/, false",
    "http://[::1]/, false",
    "http://[fd00::1]/, false",
    "http://receiver.example/, false",
  })
  void tellsByTheTextOnlyWhatIsLiterallyPublic(String url, boolean expected) {
    assertEquals(expected, PlainHttp.surelyPublic(URI.create(url)));
  }
}
