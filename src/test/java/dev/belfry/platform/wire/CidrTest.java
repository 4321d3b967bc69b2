package dev.belfry.platform.wire;

import static dev.belfry.platform.wire.WireKit.address;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.0.0.0, true",
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.0.0.0/8, 9.255.255.255, false",
    "172.16.0.0/12, 172.31.255.255, true",
    "172.16.0.0/12, 172.32.0.0, false",
    "0.0.0.0/0, 8.8.8.8, true",
    "0.0.0.0/0, 2001:4860::1, false",
    "192.0.2.7/32, 192.0.2.7, true",
    "192.0.2.7/32, 192.0.2.6, false",
    "fd00::/8, fdff::1, true",
    "fd00::/8, fe00::1, false",
    "::/0, ::1, true",
    "::/0, 127.0.0.1, false",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
  })
  void containsWhatSharesItsPrefix(String block, String address, boolean inside) {
    assertEquals(inside, Cidr.parse(block).contains(address(address)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "10.0.0.0",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/+8",
        "10.0.0.0/08",
        "10.0.0.0/8 ",
        " 10.0.0.0/8",
        "10.0.0.1/8",
        "10/8",
        "10.0.0/24",
        "010.0.0.0/8",
        "::/129",
        "fd00::1/8",
        "fe80::%1/10",
        "example.com/8",
        "10.0.0.0/8/8",
        "/8",
        "1.2.3.4/999",
        "::ffff:10.0.0.0/104"
      })
  void refusesEverythingThatIsNotABlock(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Cidr.parse(text)).getMessage();
    String said = String.valueOf(message);
    assertTrue(said.startsWith("must be a block of addresses such as 10.0.0.0/8; "), said);
    assertFalse(said.contains("'"), said);
  }

  @Test
  void agreesWithArithmeticOnRandomBlocks() throws UnknownHostException {
    Random random = new Random(42);
    for (int round = 0; round < 20_000; round++) {
      int size = random.nextBoolean() ? 4 : 16;
      int bits = random.nextInt(size * 8 + 1);
      int rest = size * 8 - bits;
      BigInteger network = new BigInteger(size * 8, random).shiftRight(rest).shiftLeft(rest);
      Cidr block = Cidr.parse(inet(network, size).getHostAddress() + "/" + bits);
      BigInteger inside = network.add(new BigInteger(rest, random));
      assertTrue(block.contains(inet(inside, size)), () -> block + " has " + inside);
      if (bits > 0) {
        BigInteger outside = inside.flipBit(rest + random.nextInt(bits));
        assertFalse(block.contains(inet(outside, size)), () -> block + " has no " + outside);
      }
    }
  }

  private static InetAddress inet(BigInteger value, int size) throws UnknownHostException {
    byte[] bytes = new byte[size];
    byte[] raw = value.toByteArray();
    for (int i = 0; i < Math.min(size, raw.length); i++) {
      bytes[size - 1 - i] = raw[raw.length - 1 - i];
    }
    return InetAddress.getByAddress(bytes);
  }
}
