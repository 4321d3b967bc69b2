package dev.belfry.access.sso;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** An OpenID Connect provider that also does what a good one never does: it signs forgeries. */
@ApplicationScoped
class Issuer {
  static final String CLIENT = "belfry-test";
  static final String SECRET = "the secret of the test client";
  static final String AUDIENCE = "https://belfry.example";
  private final HttpServer server;
  private final String url;
  private final AtomicInteger keyReads = new AtomicInteger();
  private volatile RSAKey key = newKey();
  private volatile boolean away;
  private volatile String tokenAnswer = "{}";
  private volatile int tokenStatus = 200;
  private volatile String tokenRequest = "";
  private volatile String tokenAuthorization = "";

  /** Port 0 is any: where no test has set it up, nobody asks it. */
  Issuer(@ConfigProperty(name = "test.issuer.port", defaultValue = "0") int port) {
    url = "http://localhost:" + port;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/.well-known/openid-configuration", e -> answer(e, 200, discovery()));
    server.createContext("/keys", this::keys);
    server.createContext("/token", this::token);
  }

  void open(@Observes StartupEvent start) {
    server.start();
  }

  private String discovery() {
    return """
        {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token",
        "jwks_uri":"%1$s/keys","end_session_endpoint":"%1$s/leave","response_types_supported":["code"],"subject_types_supported":["public"],
        "id_token_signing_alg_values_supported":["RS256"],"authorization_response_iss_parameter_supported":true}"""
        .formatted(url);
  }

  private void keys(HttpExchange exchange) throws IOException {
    keyReads.incrementAndGet();
    answer(exchange, 200, new JWKSet(key.toPublicJWK()).toString());
  }

  private void token(HttpExchange exchange) throws IOException {
    tokenRequest = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    tokenAuthorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    answer(exchange, tokenStatus, tokenAnswer);
  }

  private void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = (away ? "{}" : body).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(away ? 503 : status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  String url() {
    return url;
  }

  RSAKey key() {
    return key;
  }

  int keyReads() {
    return keyReads.get();
  }

  void isAway(boolean now) {
    away = now;
  }

  /** From now on it signs with a new key, and no longer publishes the old one. */
  void rotatesItsKey() {
    key = newKey();
  }

  static RSAKey newKey() {
    try {
      return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the token endpoint answers to the next code. */
  void exchanges(String idToken) {
    tokenStatus = 200;
    tokenAnswer =
        "{\"access_token\":\"opaque\",\"token_type\":\"Bearer\",\"expires_in\":60,\"id_token\":\""
            + idToken
            + "\"}";
  }

  void refusesCodes() {
    tokenStatus = 400;
    tokenAnswer = "{\"error\":\"invalid_grant\"}";
  }

  /** The form that Belfry sent for a code. */
  String tokenRequest() {
    return tokenRequest;
  }

  String tokenAuthorization() {
    return tokenAuthorization;
  }

  /** A good access token for Belfry. */
  JWTClaimsSet.Builder accessClaims(String subject, String scope) {
    return claims(subject)
        .audience(AUDIENCE)
        .claim("client_id", "a pipeline")
        .claim("scope", scope);
  }

  /** A good ID token for Belfry. */
  JWTClaimsSet.Builder idClaims(String subject, String nonce, String... groups) {
    return claims(subject)
        .audience(CLIENT)
        .claim("nonce", nonce)
        .claim("sid", "session of " + subject)
        .claim("name", subject)
        .claim("groups", List.of(groups));
  }

  /** A good logout token for Belfry. */
  JWTClaimsSet.Builder logoutClaims() {
    return claims("nobody")
        .subject(null)
        .audience(CLIENT)
        .claim(
            "events",
            java.util.Map.of(
                "http://schemas.openid.net/event/backchannel-logout", java.util.Map.of()));
  }

  private JWTClaimsSet.Builder claims(String subject) {
    Instant now = Instant.now();
    return new JWTClaimsSet.Builder()
        .issuer(url)
        .subject(subject)
        .jwtID(UUID.randomUUID().toString())
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plusSeconds(120)));
  }

  String accessToken(JWTClaimsSet claims) {
    return signed("at+jwt", claims);
  }

  String signed(String type, JWTClaimsSet claims) {
    return signed(header(type).build(), claims, key);
  }

  JWSHeader.Builder header(String type) {
    return new JWSHeader.Builder(JWSAlgorithm.RS256)
        .type(new JOSEObjectType(type))
        .keyID(key.getKeyID());
  }

  static String signed(JWSHeader header, JWTClaimsSet claims, RSAKey by) {
    try {
      SignedJWT token = new SignedJWT(header, claims);
      token.sign(new RSASSASigner(by));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  static String parameter(URI uri, String name) {
    for (String pair : uri.getRawQuery().split("&")) {
      if (pair.startsWith(name + "=")) {
        return java.net.URLDecoder.decode(
            pair.substring(name.length() + 1), StandardCharsets.UTF_8);
      }
    }
    return "";
  }

  @PreDestroy
  void stop() {
    server.stop(0);
  }
}
