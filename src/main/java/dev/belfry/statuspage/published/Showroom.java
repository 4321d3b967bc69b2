package dev.belfry.statuspage.published;

import dev.belfry.statuspage.AccessMode;
import dev.belfry.statuspage.PublicPages;
import dev.belfry.statuspage.StatusPageConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What was made of pages a moment ago: a crowd asks the database once. The locks are few, so that
 * those who want the same wait for one who makes it, and nobody can make us hold one for each of
 * his inventions.
 */
@ApplicationScoped
class Showroom {
  private static final long MOST_BYTES = 32L << 20;
  private static final int LOCKS = 64;

  /** Shorter documents fit into one packet anyway. */
  private static final int WORTH_IT = 1_024;

  private final PageStates states;
  private final StatusPageConfig config;
  private final InstantSource clock;
  private final Lock[] locks = new Lock[LOCKS];
  private final LinkedHashMap<Key, Made> made = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  Showroom(PageStates states, StatusPageConfig config, InstantSource clock) {
    this.states = states;
    this.config = config;
    this.clock = clock;
    for (int i = 0; i < LOCKS; i++) {
      locks[i] = new ReentrantLock();
    }
  }

  /**
   * What somebody wants to see.
   *
   * @param form which document, in which language, for which place
   */
  record Key(String page, long version, String form) {}

  /**
   * A document.
   *
   * @param zipped the same, with gzip; null where that saves nothing, or could tell something: of
   *     what only some may read, the length would (BREACH)
   * @param tag of its bytes
   * @param everybody whether anybody may keep it
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Shown(Body body, byte @Nullable [] zipped, String tag, boolean everybody, Duration keep) {}

  /** The bytes of a document and what they are. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Body(String type, byte[] bytes, @Nullable String policy) {
    static Body of(String type, String text) {
      return new Body(type, text.getBytes(StandardCharsets.UTF_8), null);
    }
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Made(Body body, byte @Nullable [] zipped, String tag, Instant at) {
    int size() {
      return body.bytes().length + (zipped == null ? 0 : zipped.length);
    }
  }

  /** Once for all who come while it is kept. */
  Shown show(PublicPages.Door door, String form, Function<PageState, Body> maker) {
    Key key = new Key(door.id().text(), door.version(), form);
    Lock lock = locks[Math.floorMod(key.hashCode(), LOCKS)];
    lock.lock();
    try {
      Made known = known(key);
      if (known == null) {
        Body body = maker.apply(states.of(door));
        byte[] zipped = isForAll(door) && body.bytes().length >= WORTH_IT ? zipped(body) : null;
        known = new Made(body, zipped, tag(body), clock.instant());
        keep(key, known);
      }
      return new Shown(known.body(), known.zipped(), known.tag(), isForAll(door), config.keep());
    } finally {
      lock.unlock();
    }
  }

  private static boolean isForAll(PublicPages.Door door) {
    return door.access() == AccessMode.PUBLIC;
  }

  private static byte[] zipped(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(body.bytes().length / 4);
    try (OutputStream zip = new GZIPOutputStream(bytes)) {
      zip.write(body.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static String tag(Body body) {
    return '"' + java.util.HexFormat.of().formatHex(Markup.sha256(body.bytes()), 0, 12) + '"';
  }

  private synchronized @Nullable Made known(Key key) {
    Made found = made.get(key);
    return found != null && clock.instant().isBefore(found.at().plus(config.keep())) ? found : null;
  }

  private synchronized void keep(Key key, Made one) {
    Made before = made.put(key, one);
    bytes += one.size() - (before == null ? 0 : before.size());
    var eldest = made.entrySet().iterator();
    while (bytes > MOST_BYTES && eldest.hasNext()) {
      Map.Entry<Key, Made> gone = eldest.next();
      bytes -= gone.getValue().size();
      eldest.remove();
    }
  }
}
