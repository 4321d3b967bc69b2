package dev.belfry.check.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.check.ClientCertificate;
import dev.belfry.check.Look;
import dev.belfry.check.TargetViolation;
import dev.belfry.check.Verdict;
import dev.belfry.house.SecuredSite;
import dev.belfry.platform.wire.Certificates;
import dev.belfry.platform.wire.WireKit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server of the JDK that wants to know who comes. */
class ClientCertificateTest {
  private static final WireKit KIT = WireKit.onLoopback();
  private static Certificates server;
  private static Certificates client;
  private static Certificates stranger;
  private static Certificates expired;

  @BeforeAll
  static void make(@TempDir Path directory) throws Exception {
    server = Certificates.of(directory, "server", "ip:127.0.0.1", "-1d", 30);
    client = Certificates.of(directory, "client", "dns:client.test", "-1d", 30);
    stranger = Certificates.of(directory, "stranger", "dns:client.test", "-1d", 30);
    expired = Certificates.of(directory, "old", "dns:client.test", "-10d", 5);
  }

  @AfterAll
  static void close() {
    KIT.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void whoShowsTheRightCertificateIsLetIn(String protocol) throws Exception {
    try (SecuredSite site = site(true, protocol)) {
      HttpTarget target = target(site.url(), of(client), server.authorityPem());
      assertEquals(List.of(), examine(target));
      Look look = look(target);
      assertEquals("ok", look.code(), look.message());
      assertEquals(List.of("CN=peer"), site.visitors);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void whoShowsAnotherOrNoneIsToldSo(String protocol) throws Exception {
    try (SecuredSite site = site(true, protocol)) {
      Look refused = look(target(site.url(), of(stranger), server.authorityPem()));
      assertEquals("client_certificate_refused", refused.code(), refused.message());
      assertEquals(Verdict.DOWN, refused.verdict());
      Look none = look(target(site.url(), null, server.authorityPem()));
      // The alert of TLS 1.2 does not say what for.
      String code = protocol.equals("TLSv1.2") ? "tls_failure" : "client_certificate_required";
      assertEquals(code, none.code(), none.message());
      assertTrue(none.message().contains("a client certificate"), none.message());
      assertEquals(List.of(), site.visitors);
    }
  }

  @Test
  void anAuthorityOfOnesOwnIsTrustedAndOnlyThat() throws Exception {
    try (SecuredSite site = site(false, "TLSv1.3")) {
      assertEquals("tls_failure", look(target(site.url(), null, null)).code());
      assertEquals("tls_failure", look(target(site.url(), null, client.authorityPem())).code());
      assertEquals("ok", look(target(site.url(), null, server.authorityPem())).code());
      assertEquals(List.of("nobody"), site.visitors);
    }
  }

  /** As headers, it goes to the origin of the URL only. */
  @Test
  void whoeverItIsRedirectedToDoesNotSeeIt() throws Exception {
    try (SecuredSite other = site(false, "TLSv1.3");
        SecuredSite site = site(true, "TLSv1.3")) {
      site.sendsTo(other.url());
      assertEquals("ok", look(target(site.url(), of(client), server.authorityPem())).code());
      assertEquals(List.of("CN=peer"), site.visitors);
      assertEquals(List.of("nobody"), other.visitors);
    }
  }

  @Test
  void anEncryptedKeyIsOpenedAtOnceAndKeptWithoutItsPassphrase() throws Exception {
    ClientCertificate opened =
        new ClientCertificate(
            client.chainPem(), client.encryptedKeyPem("open sesame", 2048), "open sesame");
    assertNull(opened.passphrase());
    assertEquals(of(client), opened);
    assertEquals(List.of(), examine(target("https://127.0.0.1/", opened, null)));
    assertEquals("ClientCertificate", opened.toString());
    assertEquals("CN=peer", opened.subject());
    assertNotNull(opened.expiresAt());
    assertTrue(String.valueOf(opened.fingerprint()).matches("[0-9a-f]{64}"));
  }

  @Test
  void namesWhatIsWrong() throws Exception {
    String chain = client.chainPem();
    String key = client.keyPem();
    String locked = client.encryptedKeyPem("open sesame", 2048);
    Map<String, ClientCertificate> wrong =
        Map.of(
            "/client_certificate/certificate invalid_certificate", cert("garbage", key, null),
            "/client_certificate/private_key invalid_key", cert(chain, "garbage", null),
            "/client_certificate/private_key key_mismatch", cert(chain, stranger.keyPem(), null),
            "/client_certificate/certificate expired", of(expired),
            "/client_certificate/passphrase required", cert(chain, locked, null),
            "/client_certificate/passphrase wrong_passphrase", cert(chain, locked, "other"),
            "/client_certificate/private_key too_many_iterations",
                cert(chain, client.encryptedKeyPem("x", 100_001), "x"),
            "/client_certificate/private_key masked", cert(chain, "***", null),
            "/client_certificate/certificate masked", cert("***", key, null));
    wrong.forEach(
        (expected, certificate) ->
            assertEquals(
                List.of(expected), examine(target("https://127.0.0.1/", certificate, null))));
    assertEquals(
        List.of("/client_certificate not_allowed"),
        examine(target("http://127.0.0.1/", of(client), null)));
    assertEquals(
        List.of("/ca_certificates invalid_certificate"),
        examine(target("https://127.0.0.1/", null, "garbage")));
    assertEquals(
        List.of("/ca_certificates no_authority"),
        examine(target("https://127.0.0.1/", null, client.chainPem())));
    assertFalse(
        new HttpChecker(KIT.egress, KIT.client, InstantSource.system())
            .examine(target("https://127.0.0.1/", cert(chain, key + "x", null), null))
            .toString()
            .contains("MI"));
  }

  private static ClientCertificate of(Certificates certificates) throws Exception {
    return cert(certificates.chainPem(), certificates.keyPem(), null);
  }

  private static ClientCertificate cert(String chain, String key, @Nullable String passphrase) {
    return new ClientCertificate(chain, key, passphrase);
  }

  private static SecuredSite site(boolean needs, String protocol) throws Exception {
    return new SecuredSite(server.asking(client), needs, protocol);
  }

  private static HttpTarget target(
      String url, @Nullable ClientCertificate certificate, @Nullable String authorities) {
    return new HttpTarget(
        url, null, null, null, null, null, null, null, null, certificate, authorities);
  }

  private static List<String> examine(HttpTarget target) {
    return new HttpChecker(KIT.egress, KIT.client, InstantSource.system())
        .examine(target).stream().map(ClientCertificateTest::named).toList();
  }

  private static String named(TargetViolation found) {
    return found.pointer() + " " + found.code();
  }

  private static Look look(HttpTarget target) throws Exception {
    return new HttpChecker(KIT.egress, KIT.client, InstantSource.system())
        .look(target, Duration.ofSeconds(10))
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }
}
