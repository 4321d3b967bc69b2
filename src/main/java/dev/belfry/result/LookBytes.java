package dev.belfry.result;

import dev.belfry.check.Verdict;
import dev.belfry.monitor.LookView;
import dev.belfry.platform.wire.Phases;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** How a look is kept in few bytes; what can be told from the rest is left out. */
final class LookBytes {
  private static final int WIDTH = 3;
  private static final int PARTS = 4;
  private static final int NONE = 0xFFFFFF;
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private LookBytes() {}

  static String letter(Verdict verdict) {
    return switch (verdict) {
      case UP -> "U";
      case DEGRADED -> "G";
      case DOWN -> "D";
      case UNKNOWN -> "N";
    };
  }

  static Verdict verdict(String letter) {
    return switch (letter) {
      case "U" -> Verdict.UP;
      case "G" -> Verdict.DEGRADED;
      case "D" -> Verdict.DOWN;
      default -> Verdict.UNKNOWN;
    };
  }

  /** Tells looks of one instant apart, and the later from the earlier. */
  static short next() {
    return (short) (NUMBER.incrementAndGet() & Short.MAX_VALUE);
  }

  /** Null for a look that was good in every way. */
  static @Nullable String said(LookView look) {
    return "ok".equals(look.code()) ? null : look.code() + "\n" + look.message();
  }

  /** Null when only the whole is known, and is the latency. */
  static byte @Nullable [] pack(@Nullable Phases phases, int latencyMs) {
    if (phases == null) {
      return null;
    }
    boolean whole = phases.totalMs() != latencyMs;
    if (!whole
        && phases.dnsMs() == null
        && phases.connectMs() == null
        && phases.tlsMs() == null
        && phases.firstByteMs() == null) {
      return null;
    }
    ByteBuffer bytes = ByteBuffer.allocate((whole ? PARTS + 1 : PARTS) * WIDTH);
    put(bytes, phases.dnsMs());
    put(bytes, phases.connectMs());
    put(bytes, phases.tlsMs());
    put(bytes, phases.firstByteMs());
    if (whole) {
      put(bytes, phases.totalMs());
    }
    return bytes.array();
  }

  static Phases unpack(byte @Nullable [] packed, int latencyMs) {
    if (packed == null) {
      return Phases.total(latencyMs);
    }
    ByteBuffer bytes = ByteBuffer.wrap(packed);
    Integer dns = take(bytes);
    Integer connect = take(bytes);
    Integer tls = take(bytes);
    Integer firstByte = take(bytes);
    Integer whole = bytes.hasRemaining() ? take(bytes) : null;
    return new Phases(dns, connect, tls, firstByte, whole == null ? latencyMs : whole);
  }

  private static void put(ByteBuffer bytes, @Nullable Integer millis) {
    int value = millis == null ? NONE : Math.clamp(millis, 0, NONE - 1);
    bytes.put((byte) (value >> 16)).putShort((short) value);
  }

  private static @Nullable Integer take(ByteBuffer bytes) {
    int value = (bytes.get() & 0xFF) << 16 | (bytes.getShort() & 0xFFFF);
    return value == NONE ? null : value;
  }
}
