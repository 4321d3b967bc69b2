package dev.belfry.check.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.check.CheckContract.Parts;
import dev.belfry.check.Checker;
import dev.belfry.check.Look;
import dev.belfry.check.Verdict;
import dev.belfry.platform.wire.WireKit;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tokens of client credentials: kept as long as they serve, and no longer. */
class ApiTokensTest {
  private static final Ticking CLOCK = new Ticking();
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final WireKit WIRE = WireKit.onLoopback();
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

  @Test
  void aTokenServesUntilShortlyBeforeItsEnd() throws Exception {
    ApiTarget target = visits.as(visits.oauth("s3cret", "/minting"));
    Checker<ApiTarget> checker = open();
    shop.mints(100);
    assertEquals("ok", look(checker, target).code());
    CLOCK.advance(Duration.ofSeconds(89));
    assertEquals("ok", look(checker, target).code());
    assertEquals(1, shop.minted());
    CLOCK.advance(Duration.ofSeconds(1));
    assertEquals("ok", look(checker, target).code());
    assertEquals(2, shop.minted());
    ApiTarget edited =
        visits.as(
            new ApiAuth(
                "oauth", null, null, null, visits.url("/minting"), "client", "s3cret", null));
    assertEquals("ok", look(checker, edited).code());
    assertEquals(3, shop.minted());
  }

  @Test
  void aTokenThatIsRefusedIsFetchedAnewOnce() throws Exception {
    ApiTarget target = visits.as(visits.oauth("s3cret", "/minting"));
    Checker<ApiTarget> checker = open();
    shop.mints(3600);
    assertEquals("ok", look(checker, target).code());
    shop.revokesAll();
    assertEquals("ok", look(checker, target).code());
    assertEquals(2, shop.minted());
    shop.takesNone();
    assertEquals("answered 401", look(checker, target).message());
    assertEquals(3, shop.minted());
    assertEquals("answered 401", look(checker, target).message());
    assertEquals(4, shop.minted());
  }

  @Test
  void looksAtOnceShareOneFetch() throws Exception {
    ApiTarget target = visits.as(visits.oauth("s3cret", "/minting"));
    Checker<ApiTarget> checker = open();
    shop.mints(3600);
    List<CompletableFuture<Look>> looks = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      looks.add(checker.look(target, LONG).toCompletableFuture());
    }
    for (CompletableFuture<Look> look : looks) {
      assertEquals("ok", look.get(30, TimeUnit.SECONDS).code());
    }
    assertEquals(1, shop.minted());
  }

  @Test
  void aServerOfTokensThatIsNotThereHasACodeOfItsOwn() throws Exception {
    ApiAuth auth =
        new ApiAuth("oauth", null, null, null, "http://127.0.0.1:4/", "client", "s3cret", null);
    Look look = look(open(), visits.as(auth));
    assertEquals("token_unreachable", look.code());
    assertEquals(Verdict.DOWN, look.verdict());
    assertEquals("the server of tokens: 127.0.0.1 refused the connection", look.message());
    Look refused = look(open(), visits.as(visits.oauth("s3cret", "/refusing")));
    assertEquals(
        "the server of tokens: answered 401 (invalid_client) without a token", refused.message());
  }

  @ParameterizedTest
  @CsvSource({", 270", "3600, 3570", "60, 54", "0, 0", "-5, 0", "99999999999, 86370"})
  void aLifeIsCutByAMargin(@Nullable Long expiresIn, long seconds) {
    assertEquals(Duration.ofSeconds(seconds), Tokens.life(expiresIn));
  }

  private static Checker<ApiTarget> open() {
    Parts parts = Parts.of(WIRE);
    return new ApiChecker(WIRE.egress, WIRE.client, parts.errands(), new Tokens(CLOCK), CLOCK);
  }

  private static Look look(Checker<ApiTarget> checker, ApiTarget target) throws Exception {
    return checker.look(target, LONG).toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
