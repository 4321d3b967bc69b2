package dev.belfry.platform.wire;

import static dev.belfry.platform.wire.WireKit.address;
import static dev.belfry.platform.wire.WireKit.rules;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Checklist;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EgressRulesTest {
  private static final String EVERYTHING = "0.0.0.0/0,::/0";

  @ParameterizedTest
  @Checklist(101)
  @CsvSource({
    "169.254.0.1, link-local",
    "169.254.169.254, link-local",
    "169.254.170.2, link-local",
    "fe80::1, link-local",
    "febf::1, link-local",
    "100.100.100.200, metadata",
    "168.63.129.16, metadata",
    "192.0.0.192, metadata",
    "fd00:ec2::254, metadata",
    "fd20:ce::254, metadata",
    "fd00:42::42, metadata",
    "0.0.0.0, unspecified",
    "0.1.2.3, unspecified",
    "::, unspecified",
    "224.0.0.1, multicast",
    "239.255.255.255, multicast",
    "ff02::1, multicast",
    "255.255.255.255, broadcast",
    "::ffff:169.254.169.254, link-local",
    "::169.254.169.254, link-local",
    "64:ff9b::a9fe:a9fe, link-local",
    "64:ff9b::169.254.169.254, link-local",
    "2002:a9fe:a9fe::1, link-local",
    "2001:0:a9fe:a9fe::1, link-local",
    "2001:0:808:808:0:0:5601:5601, link-local",
  })
  void someAddressesStayClosedWhateverIsAllowed(String address, String kind) {
    for (Purpose purpose : Purpose.values()) {
      assertEquals(
          Optional.of(kind),
          rules(WireKit.allowing(EVERYTHING), true).refusal(address(address), purpose));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, loopback",
    "127.255.255.255, loopback",
    "::1, loopback",
    "10.1.2.3, private",
    "172.16.0.1, private",
    "172.31.255.255, private",
    "192.168.1.1, private",
    "fc00::1, private",
    "fdff::1, private",
    "100.64.0.1, private",
    "100.127.255.255, private",
    "::ffff:10.0.0.1, private",
    "::127.0.0.1, loopback",
    "64:ff9b::7f00:1, loopback",
    "2002:7f00:1::, loopback",
    "2002:c0a8:101::1, private",
    "2001:0:808:808:0:0:f5ff:fffe, private",
  })
  void privateNetworksAreOpenAtHomeOrWhenAllowed(String address, String kind) {
    var closed = Optional.of(kind);
    var open = Optional.<String>empty();
    assertEquals(closed, judge(Map.of(), false, address));
    assertEquals(open, judge(Map.of(), true, address));
    assertEquals(open, judge(WireKit.allowing(EVERYTHING), false, address));
    assertEquals(closed, judge(WireKit.allowing("192.0.2.0/24"), true, address));
    assertEquals(closed, judge(WireKit.allowing("none"), true, address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.0.0.1", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.19.255.255", "198.51.100.1",
        "203.0.113.1", "240.0.0.1", "255.255.255.254", "2001:db8::1", "2001:2::1", "3fff::1",
        "100::1", "64:ff9b:1::1", "5f00::1", "fec0::1", "1::1", "4000::1"
      })
  void reservedAddressesAreClosedUnlessAllowed(String address) {
    assertEquals(Optional.of("reserved"), judge(Map.of(), false, address));
    assertEquals(Optional.of("reserved"), judge(Map.of(), true, address));
    assertEquals(Optional.empty(), judge(WireKit.allowing(EVERYTHING), false, address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.1",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
        "2606:4700::1",
        "2a00:1450::1",
        "64:ff9b::101:101",
        "2002:101:101::1",
        "::ffff:1.1.1.1"
      })
  void publicAddressesAreAlwaysOpen(String address) {
    assertEquals(Optional.empty(), judge(Map.of(), false, address));
    assertEquals(Optional.empty(), judge(WireKit.allowing("none"), false, address));
    assertEquals(Optional.empty(), judge(WireKit.allowing("10.0.0.0/8"), true, address));
  }

  @Test
  void theNarrowerKeysOverrideTheCommonOne() {
    EgressRules rules =
        rules(
            Map.of(
                "belfry.egress.allow", "10.0.0.0/8",
                "belfry.egress.allow-webhooks", "192.168.0.0/16, fd00::/8"),
            true);
    assertTrue(rules.refusal(address("10.0.0.1"), Purpose.MONITOR).isEmpty());
    assertTrue(rules.refusal(address("192.168.0.1"), Purpose.MONITOR).isPresent());
    assertTrue(rules.refusal(address("10.0.0.1"), Purpose.WEBHOOK).isPresent());
    assertTrue(rules.refusal(address("192.168.0.1"), Purpose.WEBHOOK).isEmpty());
    assertTrue(rules.refusal(address("fd00::1"), Purpose.WEBHOOK).isEmpty());
  }

  @Test
  void aWrongListStopsTheStart() {
    assertThrows(IllegalArgumentException.class, () -> rules(WireKit.allowing("10.0.0.1/8"), true));
    assertThrows(
        IllegalArgumentException.class, () -> rules(WireKit.allowing("10.0.0.0/8,none"), true));
  }

  private static Optional<String> judge(
      Map<String, String> properties, boolean home, String address) {
    return rules(properties, home).refusal(address(address), Purpose.MONITOR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "192.168.1.1", "fd00::1"})
  void outsidersReachNoPrivateNetworkUnlessItIsSaidForThem(String address) {
    assertTrue(
        rules(WireKit.allowing(EVERYTHING), true)
            .refusal(address(address), Purpose.OUTSIDER)
            .isPresent());
    assertEquals(
        Optional.empty(),
        rules(Map.of("belfry.egress.allow-outsiders", EVERYTHING), false)
            .refusal(address(address), Purpose.OUTSIDER));
  }
}
