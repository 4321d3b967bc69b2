package dev.belfry.access.sso;

import static org.hamcrest.Matchers.equalTo;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** ID tokens that a provider never made, or made for somebody else. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@WithTestResource(IssuerSettings.class)
class IdTokenTest {
  private static final int SKEW = 30;
  @Inject House house;
  @Inject Issuer issuer;
  @Inject Desk desk;

  @Test
  void aTokenThatIsNotForThisLoginAtThisClientOfThisProviderIsRefused() {
    refused(claims -> claims.claim("nonce", "of another login"));
    refused(claims -> claims.claim("nonce", null));
    refused(claims -> claims.audience("another client"));
    refused(claims -> claims.audience((String) null));
    refused(claims -> claims.issuer("https://evil.example"));
    refused(claims -> claims.issuer(issuer.url() + "/"));
    refused(claims -> claims.subject(null));
    refused(claims -> claims.subject("a\u0000b"));
  }

  @Test
  @Checklist(118)
  void aTokenLivesNoLongerThanItSaysBeyondTheStatedSkew() {
    Instant now = Instant.now();
    refused(claims -> claims.expirationTime(Date.from(now.minusSeconds(SKEW + 1))));
    refused(claims -> claims.issueTime(Date.from(now.plusSeconds(SKEW + 20))));
    refused(claims -> claims.expirationTime(null));
    answered(303, claims -> claims.expirationTime(Date.from(now.minusSeconds(SKEW - 20))));
  }

  @Test
  void aSignatureThatIsNotTheProvidersIsRefused() throws JOSEException {
    refusedText(claims -> Issuer.signed(issuer.header("JWT").build(), claims, Issuer.newKey()));
    refusedText(claims -> new PlainJWT(claims).serialize());
    String key = issuer.key().toPublicJWK().toRSAKey().toJSONString();
    refusedText(claims -> shared(claims, key));
    refusedText(claims -> shared(claims, Issuer.SECRET));
  }

  @Test
  void anAnswerThatHoldsNoSignedTokenIsNone() {
    Desk.Begun begun = Desk.begin("/");
    String good = issuer.signed("JWT", issuer.idClaims("me", begun.nonce()).build());
    issuer.exchanges(good.substring(0, good.lastIndexOf('.') + 1));
    desk.comeBack(begun).then().statusCode(503);
  }

  private static String shared(JWTClaimsSet claims, String secret) {
    try {
      SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
      token.sign(new MACSigner((secret + " ".repeat(32)).getBytes(StandardCharsets.UTF_8)));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private void refused(Function<JWTClaimsSet.Builder, JWTClaimsSet.Builder> forging) {
    answered(403, forging);
  }

  private void answered(int status, Function<JWTClaimsSet.Builder, JWTClaimsSet.Builder> forging) {
    String group = desk.group(house.alice(), "monitor:read");
    Desk.Begun begun = Desk.begin("/");
    JWTClaimsSet.Builder good = issuer.idClaims(Desk.someone(), begun.nonce(), group);
    issuer.exchanges(issuer.signed("JWT", forging.apply(good).build()));
    desk.comeBack(begun).then().statusCode(status);
  }

  private void refusedText(Function<JWTClaimsSet, String> forging) {
    String group = desk.group(house.alice(), "monitor:read");
    Desk.Begun begun = Desk.begin("/");
    issuer.exchanges(forging.apply(issuer.idClaims(Desk.someone(), begun.nonce(), group).build()));
    desk.comeBack(begun).then().statusCode(403).body("code", equalTo("sso_refused"));
  }
}
