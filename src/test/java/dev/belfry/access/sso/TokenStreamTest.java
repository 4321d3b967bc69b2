package dev.belfry.access.sso;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.House;
import dev.belfry.house.Listening;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Date;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams that were opened by a token of the provider. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@WithTestResource(IssuerSettings.class)
class TokenStreamTest {
  private static final int SKEW = 30;
  @Inject House house;
  @Inject Issuer issuer;
  @Inject Desk desk;
  @Inject Rows rows;
  private Person alice;
  private String subject;

  @BeforeEach
  void somebodyWhoHasSignedInOnce() {
    alice = house.alice();
    subject = Desk.someone();
    desk.session(subject, desk.group(alice, "activity:read"));
  }

  @Test
  void endWithTheToken() {
    Date almostOver = Date.from(Instant.now().minusSeconds(SKEW - 4));
    String token =
        issuer.accessToken(
            issuer.accessClaims(subject, "activity:read").expirationTime(almostOver).build());
    try (Listening listening = listen(token)) {
      assertEquals(200, listening.status());
      assertEquals("expired", listening.reason());
    }
  }

  @Test
  void endWithTheMembership() {
    try (Listening listening = listen(token())) {
      assertEquals(200, listening.status());
      rows.change(
          "update access_membership set status = 'disabled' where user_id = (" + user() + ")");
      assertEquals("disabled", listening.reason());
    }
  }

  @Test
  void endWhenAllTokensOfThePersonAreRefused() {
    try (Listening listening = listen(token())) {
      assertEquals(200, listening.status());
      rows.change(
          "update access_user set tokens_valid_after = now() + interval '1 minute' where id = ("
              + user()
              + ")");
      assertEquals("revoked", listening.reason());
    }
  }

  @Test
  void endWithTheRoleThatGaveTheScope() {
    try (Listening listening = listen(token())) {
      assertEquals(200, listening.status());
      rows.change(
          "delete from access_member_role where account_id = ? and membership_id in"
              + " (select id from access_membership where user_id = ("
              + user()
              + "))",
          alice.account().uuid());
      assertEquals("right_lost", listening.reason());
    }
  }

  private String token() {
    return issuer.accessToken(issuer.accessClaims(subject, "activity:read").build());
  }

  private static Listening listen(String token) {
    return new Listening("/v1/activity/stream", "Authorization", "Bearer " + token);
  }

  private String user() {
    return "select user_id from access_sso_identity where subject = '" + subject + "'";
  }
}
