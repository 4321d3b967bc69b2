package dev.belfry.check.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.belfry.platform.wire.WireKit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpRulesTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
  private static final WireKit KIT = WireKit.onLoopback();

  @AfterAll
  static void close() {
    KIT.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "{\"url\":\"http://a.test/\"} | []",
        "{\"url\":\"http://127.0.0.1/\"} | []",
        "{} | []",
        "{\"url\":\"ftp://a.test/\"} | [/url invalid_url]",
        "{\"url\":\"http://u:p@a.test/\"} | [/url invalid_url]",
        "{\"url\":\"http://10.0.0.1/\"} | [/url blocked_address]",
        "{\"url\":\"http://169.254.169.254/\"} | [/url blocked_address]",
        "{\"url\":\"http://127.0.0.1:1/\"} | [/url blocked_address]",
        "{\"url\":\"http://a.test/\",\"headers\":{\"X-A\":\"b\",\"Authorization\":\"c\"}} | []",
        "{\"url\":\"http://a.test/\",\"headers\":{\"Host\":\"b\"}} | [/headers/Host forbidden_header]",
        "{\"url\":\"http://a.test/\",\"headers\":{\"a/b\":\"c\"}} | [/headers/a~1b forbidden_header]",
        "{\"url\":\"http://a.test/\",\"headers\":{\"X\":\"a\\r\\nb\"}} | [/headers/X forbidden_header]",
        "{\"url\":\"http://a.test/\",\"headers\":{\"X\":\"a\",\"x\":\"b\"}} | [/headers/x duplicate_header]",
        "{\"url\":\"http://a.test/\",\"headers\":{\"X\":null}} | []",
        "{\"url\":\"http://a.test/\",\"expected_status\":\"2xx\"} | [/expected_status invalid_status]",
        "{\"url\":\"http://a.test/\",\"method\":\"HEAD\",\"keyword\":\"x\"} | [/keyword keyword_without_body]",
        "{\"url\":\"x\",\"expected_status\":\"\"} | [/url invalid_url, /expected_status invalid_status]",
      })
  void saysAllThatIsWrong(String json, String violations) throws Exception {
    HttpTarget target = JSON.readValue(json, HttpTarget.class);
    assertEquals(violations, found(target).toString());
  }

  @Test
  void theHeadersTogetherAreLimited() throws Exception {
    String json = "{\"url\":\"http://a.test/\",\"headers\":{\"X\":\"" + "a".repeat(8192) + "\"}}";
    assertEquals(List.of("/headers too_large"), found(JSON.readValue(json, HttpTarget.class)));
  }

  @Test
  void theExpectedStatusIsNotRepeated() throws Exception {
    for (String wrong : List.of("secret-4711", "200,4711-secret", "599-111")) {
      String json = "{\"url\":\"http://a.test/\",\"expected_status\":\"" + wrong + "\"}";
      new HttpChecker(KIT.egress, KIT.client, java.time.InstantSource.system())
          .examine(JSON.readValue(json, HttpTarget.class))
          .forEach(one -> assertFalse(one.message().matches(".*(secret|4711|599).*"), "" + one));
    }
  }

  private static List<String> found(HttpTarget target) {
    return new HttpChecker(KIT.egress, KIT.client, java.time.InstantSource.system())
        .examine(target).stream().map(v -> v.pointer() + " " + v.code()).toList();
  }
}
