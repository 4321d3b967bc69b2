package dev.belfry.platform.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.belfry.house.Checklist;
import dev.belfry.platform.wire.WireKit.Names;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EgressTest {
  private static final Names NAMES =
      new Names()
          .with("public.test", "93.184.216.34 2606:4700::1")
          .with("mixed.test", "93.184.216.34 10.0.0.1")
          .with("mapped.test", "93.184.216.34 64:ff9b::7f00:1")
          .with("127.0.0.1.nip.test", "127.0.0.1")
          .with("localhost.", "127.0.0.1")
          .with("metadata.test", "169.254.169.254")
          .with("db.test", "10.0.0.5")
          .with("alias-of-db.test", "10.0.0.5");

  private static final Map<String, String> OPEN = WireKit.allowing("0.0.0.0/0,::/0");

  /** Item 101 of the security checklist. */
  @ParameterizedTest
  @Checklist(101)
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1",
        "0177.0.0.1",
        "2130706433",
        "0x7f.1",
        "0x7f000001",
        "0x7f.0.0.1",
        "017700000001",
        "127.0.0.1.",
        "[::1]",
        "::1",
        "[::ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "0.0.0.0",
        "0",
        "169.254.169.254",
        "[fd00:ec2::254]",
        "100.100.100.200",
        "168.63.129.16",
        "localhost.",
        "127.0.0.1.nip.test",
        "metadata.test",
        "mixed.test",
        "mapped.test"
      })
  void theListOfKnownTricksIsBlocked(String host) throws Exception {
    assertInstanceOf(Route.Blocked.class, resolve(WireKit.egress(Map.of(), NAMES), host, 80));
  }

  @Test
  void namesOfOneMachineAreOnePlaceOnceTheyWereLookedUp() throws Exception {
    Names names = new Names().with("a.test", "127.0.0.1").with("b.test", "127.0.0.3 127.0.0.1");
    Egress egress = WireKit.egress(WireKit.allowing("127.0.0.0/8"), names);
    assertEquals("a.test", egress.place("a.test"));
    for (String host : List.of("a.test", "b.test")) {
      egress
          .resolve(host, 80, Purpose.MONITOR, Duration.ofSeconds(5))
          .toCompletableFuture()
          .get(10, TimeUnit.SECONDS);
      assertEquals("127.0.0.1", egress.place(host));
    }
    assertEquals("2001:db8::1", egress.place("2001:DB8:0::1"));
    egress.close();
  }

  @Test
  @Checklist(102)
  void aPublicNameIsOpenAtAllItsAddressesWhichCarryNoName() throws Exception {
    Route.Open open =
        assertInstanceOf(
            Route.Open.class, resolve(WireKit.egress(Map.of(), NAMES), "public.test", 443));
    assertEquals(2, open.addresses().size());
    // A name would become the key of Vert.x's pool, and a later lookup would get the first one's
    // connection.
    assertEquals("/93.184.216.34", open.addresses().getFirst().toString());
  }

  @Test
  void theRefusalNamesHostAndAddress() throws Exception {
    Route.Blocked blocked =
        assertInstanceOf(
            Route.Blocked.class, resolve(WireKit.egress(Map.of(), NAMES), "mixed.test", 80));
    assertEquals("mixed.test (10.0.0.1) is blocked: the address is private", blocked.message());
  }

  @Test
  void anUnknownNameIsNotBlockedButUnresolved() throws Exception {
    assertEquals(
        new Route.Unresolved("could not resolve nowhere.test", false),
        resolve(WireKit.egress(Map.of(), NAMES), "nowhere.test", 80));
  }

  @Test
  void aLookupThatHangsEndsWithTheDeadline() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    Egress egress =
        WireKit.egress(
            Map.of(),
            host -> {
              try {
                assertTrue(never.await(1, TimeUnit.MINUTES));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              throw new AssertionError("nobody waits for this");
            });
    Route route =
        egress
            .resolve("slow.test", 80, Purpose.MONITOR, Duration.ofMillis(50))
            .toCompletableFuture()
            .get(10, TimeUnit.SECONDS);
    assertTrue(assertInstanceOf(Route.Unresolved.class, route).late());
    never.countDown();
  }

  @ParameterizedTest
  @Checklist(101)
  @CsvSource({"127.0.0.1", "::1", "127.9.9.9", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "localhost."})
  void ourOwnListenersAreClosedHoweverTheyAreWritten(String host) throws Exception {
    Map<String, String> ports =
        Map.of(
            "belfry.egress.allow", "0.0.0.0/0,::/0",
            "quarkus.http.port", "18080",
            "quarkus.http.ssl-port", "18443",
            "quarkus.management.port", "19000");
    Egress egress = WireKit.egress(ports, NAMES);
    for (int port : new int[] {18080, 18443, 19000}) {
      assertInstanceOf(Route.Blocked.class, resolve(egress, host, port), host + ":" + port);
    }
    assertInstanceOf(Route.Open.class, resolve(egress, host, 18081));
  }

  @Test
  void ourOwnListenersAreClosedAtEveryAddressOfTheMachine() throws Exception {
    Egress egress = WireKit.egress(OPEN, NAMES);
    for (NetworkInterface card : NetworkInterface.networkInterfaces().toList()) {
      for (InetAddress address : card.inetAddresses().toList()) {
        String literal = address.getHostAddress().replaceFirst("%.*", "");
        assertInstanceOf(Route.Blocked.class, resolve(egress, literal, 1), literal);
      }
    }
    assertInstanceOf(Route.Open.class, resolve(egress, "10.255.0.9", 1));
  }

  @ParameterizedTest
  @Checklist(101)
  @CsvSource({
    "jdbc:postgresql://db.test:6000/belfry, 6000",
    "jdbc:postgresql://db.test/belfry?ssl=true, 5432",
    "'jdbc:postgresql://other.test:5433,db.test:6000/belfry', 6000",
    "jdbc:otel:postgresql://db.test:6000/belfry, 6000",
    "jdbc:postgresql://10.0.0.5:6000/belfry, 6000",
  })
  void theDatabaseIsClosedUnderAnyName(String url, int port) throws Exception {
    Egress egress =
        WireKit.egress(
            Map.of("belfry.egress.allow", "10.0.0.0/8", "quarkus.datasource.jdbc.url", url), NAMES);
    assertInstanceOf(Route.Blocked.class, resolve(egress, "db.test", port));
    assertInstanceOf(Route.Blocked.class, resolve(egress, "alias-of-db.test", port));
    assertInstanceOf(Route.Blocked.class, resolve(egress, "10.0.0.5", port));
    assertInstanceOf(Route.Blocked.class, resolve(egress, "::ffff:10.0.0.5", port));
    assertInstanceOf(Route.Open.class, resolve(egress, "10.0.0.5", port + 1));
    assertInstanceOf(Route.Open.class, resolve(egress, "10.0.0.6", port));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql:belfry",
        "jdbc:postgresql:///belfry",
        "jdbc:postgresql://localhost./belfry",
        "jdbc:postgresql://127.0.0.1:5432/belfry",
        "jdbc:postgresql://[::1]:5432/belfry"
      })
  void aDatabaseOnThisMachineIsClosedAtEveryLoopbackAddress(String url) throws Exception {
    Names names = new Names().with("localhost", "127.0.0.1").with("localhost.", "127.0.0.1");
    Egress egress =
        WireKit.egress(
            Map.of("belfry.egress.allow", "127.0.0.0/8", "quarkus.datasource.jdbc.url", url),
            names);
    assertInstanceOf(Route.Blocked.class, resolve(egress, "127.0.0.1", 5432));
    assertInstanceOf(Route.Blocked.class, resolve(egress, "127.0.0.2", 5432));
    assertInstanceOf(Route.Open.class, resolve(egress, "127.0.0.1", 5433));
  }

  @Test
  @Checklist(101)
  void theApiOfTheClusterIsClosed() throws Exception {
    Egress egress =
        WireKit.egress(
            Map.of(
                "belfry.egress.allow", "10.0.0.0/8",
                "KUBERNETES_SERVICE_HOST", "10.96.0.1",
                "KUBERNETES_SERVICE_PORT", "443"),
            NAMES);
    assertInstanceOf(Route.Blocked.class, resolve(egress, "10.96.0.1", 443));
    assertInstanceOf(Route.Open.class, resolve(egress, "10.96.0.2", 443));
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1/, true",
    "http://localhost/, true",
    "http://LOCALHOST.:80/, true",
    "http://app.localhost/, true",
    "http://[::1]/, true",
    "http://10.0.0.1/, true",
    "http://0177.0.0.1/, true",
    "http://2130706433/, true",
    "ftp://public.test/, true",
    "http://user:pw@public.test/, true",
    "http://public.test:25/, true",
    "http://public.test/, false",
    "http://mixed.test/, false",
    "http://93.184.216.34/, false",
  })
  void validationKnowsWhatTheTextAloneTells(String url, boolean refused) {
    Egress egress = WireKit.egress(Map.of(), host -> fail("no lookup of " + host));
    assertEquals(refused, egress.refusal(URI.create(url), Purpose.WEBHOOK).isPresent());
  }

  @Test
  void validationKnowsTheDatabaseByName() {
    Egress egress =
        WireKit.egress(
            Map.of("quarkus.datasource.jdbc.url", "jdbc:postgresql://db.test:6000/x"), NAMES);
    assertEquals(
        Optional.of("DB.test is blocked: the address is Belfry's own").map(String::toLowerCase),
        egress
            .refusal(URI.create("http://DB.test:6000"), Purpose.MONITOR)
            .map(String::toLowerCase));
    assertTrue(egress.refusal(URI.create("http://db.test:6001"), Purpose.MONITOR).isEmpty());
  }

  private static Route resolve(Egress egress, String host, int port) throws Exception {
    return egress
        .resolve(host, port, Purpose.MONITOR, Duration.ofSeconds(5))
        .toCompletableFuture()
        .get(10, TimeUnit.SECONDS);
  }
}
