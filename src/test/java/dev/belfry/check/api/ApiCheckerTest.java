package dev.belfry.check.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.check.CheckContract;
import dev.belfry.check.Checker;
import dev.belfry.check.Look;
import dev.belfry.check.TargetViolation;
import dev.belfry.check.Verdict;
import dev.belfry.platform.wire.WireKit;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A small shop, used as its clients use it. */
class ApiCheckerTest extends CheckContract<ApiTarget> {
  private static final Ticking CLOCK = new Ticking();
  private static Shop shop;
  private static Visits visits;

  @BeforeAll
  static void openShop() throws IOException {
    shop = new Shop();
    visits = new Visits(shop.origin());
  }

  @AfterAll
  static void shutShop() {
    shop.close();
  }

  @Override
  protected Checker<ApiTarget> checker(Parts parts) {
    return new ApiChecker(
        parts.wire().egress, parts.wire().client, parts.errands(), new Tokens(CLOCK), CLOCK);
  }

  @Override
  protected ApiTarget plain() {
    return new ApiTarget(List.of(Visits.get("https://example.org/")), null, null);
  }

  @ParameterizedTest
  @CsvSource({
    "status, , equals, 200, true",
    "status, , not_equals, 200, false",
    "time, , less_than, 60000, true",
    "time, , greater_than, 60000, false",
    "header, content-type, contains, json, true",
    "header, x-none, exists, , false",
    "header, x-none, not_exists, , true",
    "body, , contains, '\"id\":7', true",
    "body, , not_contains, s3cret, false",
    "body, , matches, '\"id\":\\d\\b', true",
    "json, $.item.id, equals, 7, true",
    "json, $.item.price, equals, 12.5, true",
    "json, $.item.price, less_than, 12.5, false",
    "json, $.item.tags[0], equals, red, true",
    "json, $.item.tags[?(@ == 'blue')], exists, , false",
    "json, $.item.none, not_exists, , true",
    "schema, , , '{\"type\":\"object\",\"required\":[\"item\"]}', true",
    "schema, , , '{\"type\":\"object\",\"required\":[\"none\"]}', false"
  })
  void comparesEveryPartOfAnAnswer(
      String source,
      @Nullable String property,
      @Nullable String comparison,
      @Nullable String value,
      boolean holds)
      throws Exception {
    ApiTarget target =
        visits.asserting("/item", new ApiAssertion(source, property, comparison, value));
    assertEquals(List.of(), open().examine(target));
    Look look = look(target);
    assertEquals(holds ? Verdict.UP : Verdict.DOWN, look.verdict(), look.message());
    assertEquals(holds ? "ok" : "assertion_failed", look.code());
    assertFalse(look.message().contains("s3cret"), look.message());
  }

  @Test
  void anExpressionThatWouldRunAwayDoesNot() throws Exception {
    Look look =
        look(visits.asserting("/text", new ApiAssertion("body", null, "matches", "^(a+)+$")));
    assertEquals("assertion_failed", look.code());
  }

  /** What would take the processor from other looks is refused when the monitor is written. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "body | | matches | ((a?){50}b?){50}",
        "json | $..*..* | exists | ",
        "json | $..a[?(@.b == 1)] | exists | ",
        "json | $.a[?(@.b == $.c)] | exists | ",
        "json | $.a[?(@.b[?(@.c)])] | exists | ",
        "schema | | | {'$ref':'#'}",
        "schema | | | {'allOf':[{'$ref':'#/$defs/a'}],'$defs':{'a':{}}}",
        "schema | | | {'properties':{'a':{'pattern':'((a?){50}b?){50}'}}}"
      })
  void whatWouldTakeTooLongIsRefused(
      String source,
      @Nullable String property,
      @Nullable String comparison,
      @Nullable String value) {
    String text = value == null ? null : value.replace('\'', '"');
    assertEquals(
        1,
        open()
            .examine(
                visits.asserting("/item", new ApiAssertion(source, property, comparison, text)))
            .size());
  }

  @Test
  void aBadStatusIsDownWithoutAnAssertionAndTheBodyIsNotShown() throws Exception {
    Look look = look(new ApiTarget(List.of(Visits.get(visits.url("/broken"))), null, null));
    assertEquals(Verdict.DOWN, look.verdict());
    assertEquals("answered 500", look.message());
    assertEquals(
        "ok",
        look(visits.asserting("/broken", new ApiAssertion("status", null, "equals", "500")))
            .code());
  }

  @Test
  void stepsHandOnWhatTheyExtract() throws Exception {
    assertEquals(List.of(), open().examine(visits.journey("bob")));
    Look look = look(visits.journey("bob"));
    assertEquals("all 2 steps as expected", look.message());
    Look failed = look(visits.journey("eve"));
    assertEquals("extraction_failed", failed.code());
    assertEquals("log in: the answer has no json for token", failed.message());
  }

  @Test
  void authenticatesInEveryWay() throws Exception {
    assertEquals(
        "ok",
        look(visits.as(new ApiAuth("basic", "bob", "s3cret", null, null, null, null, null)))
            .code());
    assertEquals(
        "ok",
        look(visits.as(new ApiAuth("bearer", null, null, "good", null, null, null, null))).code());
    assertEquals("ok", look(visits.as(visits.oauth("s3cret"))).code());
    Look wrong = look(visits.as(visits.oauth("wrong")));
    assertEquals("the server of tokens: answered 200 without a token", wrong.message());
    assertEquals("token_refused", wrong.code());
    assertEquals("answered 401", look(visits.as(null)).message());
  }

  @Test
  void whatIsSecretGoesOnlyWhereItWent() {
    ApiTarget before = visits.as(visits.oauth("s3cret"));
    assertEquals(Set.of("/steps/0/auth/client_secret"), before.secretPointers());
    assertEquals(shop.origin(), before.destination("/steps/0/auth/client_secret"));
    ApiTarget elsewhere =
        visits.as(
            new ApiAuth("oauth", null, null, null, "https://evil.test/", "client", "***", "a b"));
    assertNotEquals(
        before.destination("/steps/0/auth/client_secret"),
        elsewhere.destination("/steps/0/auth/client_secret"));
    assertFalse(before.toString().contains("s3cret"));
  }

  @Test
  void namesAllThatIsWrongWithATarget() {
    ApiStep step =
        new ApiStep(
            null,
            null,
            "https://{{host}}.example.org/{{none}}",
            Map.of("Host", "x"),
            "{{later}}",
            new ApiAuth("basic", "bob", null, null, null, null, null, null),
            List.of(
                new ApiAssertion("body", null, "matches", "(?=x)"),
                new ApiAssertion("json", "$[", "exists", null),
                new ApiAssertion("json", "$[?(@.a =~ /(a+)+/)]", "exists", null),
                new ApiAssertion("status", null, "less_than", "many"),
                new ApiAssertion("status", null, null, "200"),
                new ApiAssertion("schema", null, null, "{\"$ref\":\"https://evil.test/s\"}"),
                new ApiAssertion("time", "x", "exists", "y")),
            List.of(new ApiExtraction("later", "body", "(")),
            null,
            null);
    assertEquals(
        Set.of(
            "/steps/0/url",
            "/steps/0/headers/Host",
            "/steps/0/body",
            "/steps/0/auth",
            "/steps/0/assertions/0/value",
            "/steps/0/assertions/1/property",
            "/steps/0/assertions/2/property",
            "/steps/0/assertions/3/value",
            "/steps/0/assertions/4/comparison",
            "/steps/0/assertions/5/value",
            "/steps/0/assertions/6/property",
            "/steps/0/assertions/6/value",
            "/steps/0/extract/0/property"),
        checker(Parts.of(WireKit.onLoopback()))
            .examine(new ApiTarget(List.of(step), null, null))
            .stream()
            .map(TargetViolation::pointer)
            .collect(Collectors.toSet()));
  }

  @Test
  void noStepLeadsToABlockedAddress() throws Exception {
    ApiTarget target = new ApiTarget(List.of(Visits.get(visits.url("/item"))), null, null);
    assertEquals("blocked_address", closed().examine(target).getFirst().code());
    Look look = look(closed(), target, java.time.Duration.ofSeconds(5));
    assertEquals(Verdict.UNKNOWN, look.verdict());
    assertTrue(
        closed()
            .examine(
                visits.as(
                    new ApiAuth("oauth", null, null, null, "http://10.0.0.1/", "a", "b", null)))
            .stream()
            .anyMatch(found -> found.pointer().equals("/steps/0/auth/token_url")));
  }
}
