package dev.belfry.check.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.belfry.house.Checklist;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HttpTargetTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
  private static final Validator VALIDATOR =
      Validation.byDefaultProvider()
          .configure()
          .messageInterpolator(
              new org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator())
          .buildValidatorFactory()
          .getValidator();

  @Test
  void whatJsonLeavesOutGetsItsDefault() throws Exception {
    HttpTarget target = JSON.readValue("{\"url\":\"http://a.test/\"}", HttpTarget.class);
    assertEquals(HttpTarget.of("http://a.test/"), target);
    String stored = JSON.writeValueAsString(target);
    assertEquals(target, JSON.readValue(stored, HttpTarget.class));
    assertTrue(stored.contains("\"expected_status\":\"200-399\""), stored);
    assertTrue(stored.contains("\"follow_redirects\":true"), stored);
    assertTrue(stored.contains("\"keyword_absent\":false"), stored);
    assertFalse(stored.contains("pointers"), stored);
  }

  @Test
  void secretsAreTheHeadersAndTheBody() {
    HttpTarget target =
        new HttpTarget(
            "http://localhost/",
            "POST",
            Map.of("Accept", "v", "my/password~", "v"),
            "token=1",
            "200",
            "word",
            false,
            true,
            true,
            null,
            null);
    assertEquals(
        Set.of("/headers/Accept", "/headers/my~1password~0", "/body"), target.secretPointers());
    assertEquals(Set.of(), HttpTarget.of("http://localhost/").secretPointers());
  }

  @Test
  void itsLimitsAreBeanValidation() {
    assertEquals(Set.of(), invalid(HttpTarget.of("http://a.test/")));
    assertEquals(Set.of("url"), invalid(HttpTarget.of("x".repeat(2049))));
    assertEquals(Set.of("method"), invalid(with(Map.of(), "TRACE", null)));
    assertEquals(Set.of("keyword"), invalid(with(Map.of(), "GET", "")));
    assertEquals(Set.of("keyword"), invalid(with(Map.of(), "GET", "k".repeat(1025))));
    Map<String, String> many = new TreeMap<>();
    for (int i = 0; i < 33; i++) {
      many.put("X-" + i, "v");
    }
    assertEquals(Set.of("headers"), invalid(with(many, "GET", null)));
  }

  @Test
  void nullsInJsonAreViolationsNotAccidents() throws Exception {
    HttpTarget target = JSON.readValue("{\"headers\":{\"X-A\":null}}", HttpTarget.class);
    assertEquals(Set.of("url", "headers[X-A].<map value>"), invalid(target));
  }

  @Test
  @Checklist(90)
  void saysNothingSecretOfItself() {
    assertEquals("GET http://a.test/", HttpTarget.of("http://a.test/?token=s3cret").toString());
  }

  private static HttpTarget with(
      Map<String, String> headers,
      String method,
      @org.jspecify.annotations.Nullable String keyword) {
    return new HttpTarget(
        "http://a.test/", method, headers, null, "200", keyword, false, true, true, null, null);
  }

  private static Set<String> invalid(HttpTarget target) {
    return VALIDATOR.validate(target).stream()
        .map(violation -> violation.getPropertyPath().toString())
        .collect(Collectors.toSet());
  }
}
