package dev.belfry.access.sso;

import static dev.belfry.access.sso.Bearers.categories;
import static dev.belfry.access.sso.Bearers.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Everything that looks like an access token of the provider for us, and is none. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@WithTestResource(IssuerSettings.class)
class AccessTokenForgeryTest {
  private static final int SKEW = 30;
  @Inject House house;
  @Inject Issuer issuer;
  @Inject Desk desk;
  private String subject;

  @BeforeEach
  void somebodyWhoHasSignedInOnce() {
    subject = Desk.someone();
    desk.session(subject, desk.group(house.alice(), "category:read"));
  }

  @Test
  @Checklist({22, 118})
  void claimsThatAreNotOfAnAccessTokenForUsAreRefused() {
    Instant now = Instant.now();
    forged(claims -> claims.audience("https://elsewhere.example"));
    forged(claims -> claims.audience(Issuer.CLIENT));
    forged(claims -> claims.audience((String) null));
    forged(claims -> claims.issuer("https://evil.example"));
    forged(claims -> claims.issuer(issuer.url() + "/"));
    forged(claims -> claims.issuer(null));
    forged(claims -> claims.subject(null));
    forged(claims -> claims.claim("client_id", null));
    forged(claims -> claims.claim("scope", null));
    forged(claims -> claims.claim("scope", List.of("*:*")));
    forged(claims -> claims.jwtID(null));
    forged(claims -> claims.issueTime(null));
    forged(claims -> claims.issueTime(Date.from(now.plusSeconds(SKEW + 20))));
    forged(claims -> claims.notBeforeTime(Date.from(now.plusSeconds(SKEW + 20))));
    forged(claims -> claims.expirationTime(null));
    forged(claims -> claims.expirationTime(Date.from(now.minusSeconds(SKEW + 1))));
    categories(
            issuer.accessToken(
                issuer
                    .accessClaims(subject, "category:read")
                    .expirationTime(Date.from(now.minusSeconds(SKEW - 20)))
                    .build()))
        .then()
        .statusCode(200);
  }

  @Test
  @Checklist(22)
  void anIdTokenOrALogoutTokenIsNoAccessToken() {
    JWTClaimsSet good = issuer.accessClaims(subject, "category:read").build();
    for (String type : new String[] {"JWT", "logout+jwt", "at", "at+jwt+x", "dpop+jwt"}) {
      refused(issuer.signed(type, good));
    }
    refused(Issuer.signed(new JWSHeader(JWSAlgorithm.RS256), good, issuer.key()));
    refused(issuer.signed("JWT", issuer.idClaims(subject, "a nonce").build()));
    categories(issuer.signed("application/at+jwt", good)).then().statusCode(200);
  }

  @Test
  @Checklist(22)
  void aSignatureThatIsNotTheProvidersIsRefused() throws JOSEException {
    JWTClaimsSet good = issuer.accessClaims(subject, "category:read").build();
    String token = issuer.accessToken(good);
    RSAKey mine = Issuer.newKey();
    refused(Issuer.signed(issuer.header("at+jwt").build(), good, mine));
    refused(new PlainJWT(good).serialize());
    refused(token.substring(0, token.lastIndexOf('.') + 1));
    refused(token.substring(0, token.length() - 6) + "AAAAAA");
    String publicKey = issuer.key().toPublicJWK().toJSONString();
    for (String secret : new String[] {publicKey, pem(), Issuer.SECRET + " ".repeat(32)}) {
      SignedJWT shared =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.HS256)
                  .type(new JOSEObjectType("at+jwt"))
                  .keyID(issuer.key().getKeyID())
                  .build(),
              good);
      shared.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
      refused(shared.serialize());
    }
    refused(
        Issuer.signed(
            new JWSHeader.Builder(JWSAlgorithm.RS512)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(issuer.key().getKeyID())
                .build(),
            good,
            issuer.key()));
  }

  @Test
  @Checklist(22)
  void aKeyThatTheTokenBringsOrNamesIsNotRead() {
    JWTClaimsSet good = issuer.accessClaims(subject, "category:read").build();
    RSAKey mine = Issuer.newKey();
    try (Jwks theirs = new Jwks(mine)) {
      refused(Issuer.signed(header(mine).jwk(mine.toPublicJWK()).build(), good, mine));
      refused(Issuer.signed(header(mine).jwkURL(theirs.url()).build(), good, mine));
      refused(Issuer.signed(header(mine).x509CertURL(theirs.url()).build(), good, mine));
      refused(
          Issuer.signed(
              issuer.header("at+jwt").keyID(theirs.url().toString()).build(), good, mine));
      for (String kid : new String[] {"../../../../dev/null", "' or 1=1 --", "\n", "", "*"}) {
        refused(Issuer.signed(issuer.header("at+jwt").keyID(kid).build(), good, mine));
      }
      assertEquals(0, theirs.calls(), "nobody was asked for the key");
    }
    refused(
        Issuer.signed(
            issuer
                .header("at+jwt")
                .criticalParams(java.util.Set.of("x"))
                .customParam("x", 1)
                .build(),
            good,
            issuer.key()));
  }

  private static JWSHeader.Builder header(RSAKey key) {
    return new JWSHeader.Builder(JWSAlgorithm.RS256)
        .type(new JOSEObjectType("at+jwt"))
        .keyID(key.getKeyID());
  }

  /** Somebody else's keys, where nobody should look. */
  private static final class Jwks implements AutoCloseable {
    private final dev.belfry.house.Site site = new dev.belfry.house.Site();

    Jwks(JWK key) {
      site.says("{\"keys\":[" + key.toPublicJWK().toJSONString() + "]}");
    }

    URI url() {
      return URI.create(site.url());
    }

    int calls() {
      return site.calls();
    }

    @Override
    public void close() {
      site.close();
    }
  }

  @Test
  @Checklist(22)
  void manyStrangeKeysDoNotMakeUsAskTheProviderForEach() {
    JWTClaimsSet good = issuer.accessClaims(subject, "category:read").build();
    categories(issuer.accessToken(good)).then().statusCode(200);
    int before = issuer.keyReads();
    for (int i = 0; i < 20; i++) {
      RSAKey mine =
          i == 0 ? Issuer.newKey() : new RSAKey.Builder(issuer.key()).keyID("k" + i).build();
      int status = categories(Issuer.signed(header(mine).build(), good, issuer.key())).statusCode();
      assertEquals(true, status == 401 || status == 503, "never a yes: " + status);
    }
    assertEquals(true, issuer.keyReads() - before <= 2, "asked " + (issuer.keyReads() - before));
    categories(issuer.accessToken(good)).then().statusCode(200);
  }

  private String pem() throws JOSEException {
    return "-----BEGIN PUBLIC KEY-----\n"
        + java.util.Base64.getMimeEncoder().encodeToString(issuer.key().toPublicKey().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  private void forged(Function<JWTClaimsSet.Builder, JWTClaimsSet.Builder> how) {
    refused(issuer.accessToken(how.apply(issuer.accessClaims(subject, "category:read")).build()));
  }
}
