package dev.belfry.check.ping;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Sends echo requests and knows their answers again. */
@ApplicationScoped
class Pinger {
  private static final int HEAD = 8;
  private static final int TOKEN = 16;
  private static final int PADDING = 32;
  private static final byte REQUEST = 8;
  private static final byte REPLY = 0;
  private static final byte REQUEST_6 = (byte) 128;
  private static final byte REPLY_6 = (byte) 129;

  private final SecureRandom random = new SecureRandom();
  private final short process = (short) random.nextInt();
  private final AtomicInteger sequence = new AtomicInteger();
  private final Map<UUID, CompletableFuture<Long>> waiting = new ConcurrentHashMap<>();
  private @Nullable EchoSocket four;
  private @Nullable EchoSocket six;

  /**
   * Sends one request.
   *
   * @return completes with the {@link System#nanoTime} of the answer; forget it where none comes
   * @throws IOException when it cannot be sent, as without the right to
   */
  Echo send(InetAddress to) throws IOException {
    boolean isSix = to instanceof Inet6Address;
    EchoSocket socket = socket(isSix);
    UUID token = new UUID(random.nextLong(), random.nextLong());
    ByteBuffer packet = ByteBuffer.allocate(HEAD + TOKEN + PADDING);
    packet.put(isSix ? REQUEST_6 : REQUEST).put((byte) 0).putShort((short) 0);
    packet.putShort(process).putShort((short) sequence.getAndIncrement());
    packet.putLong(token.getMostSignificantBits()).putLong(token.getLeastSignificantBits());
    CompletableFuture<Long> answer = new CompletableFuture<>();
    waiting.put(token, answer);
    long sent = System.nanoTime();
    try {
      socket.send(packet.array(), to);
    } catch (IOException e) {
      waiting.remove(token);
      throw e;
    }
    return new Echo(token, sent, answer);
  }

  /**
   * A request under way.
   *
   * @param sent by {@link System#nanoTime}
   */
  record Echo(UUID token, long sent, CompletableFuture<Long> answer) {}

  /**
   * Makes ready to send.
   *
   * @throws IOException where the system does not allow it
   */
  void open() throws IOException {
    socket(false);
  }

  /** Nobody waits for its answer any more. */
  void forget(Echo echo) {
    waiting.remove(echo.token());
  }

  private synchronized EchoSocket socket(boolean isSix) throws IOException {
    EchoSocket known = isSix ? six : four;
    if (known != null) {
      return known;
    }
    EchoSocket opened = new EchoSocket(isSix, packet -> hear(packet, isSix));
    if (isSix) {
      six = opened;
    } else {
      four = opened;
    }
    return opened;
  }

  private void hear(byte[] packet, boolean isSix) {
    long now = System.nanoTime();
    if (packet.length >= HEAD + TOKEN && packet[0] == (isSix ? REPLY_6 : REPLY)) {
      ByteBuffer token = ByteBuffer.wrap(packet, HEAD, TOKEN);
      CompletableFuture<Long> answer = waiting.remove(new UUID(token.getLong(), token.getLong()));
      if (answer != null) {
        answer.complete(now);
      }
    }
  }

  @PreDestroy
  synchronized void close() {
    if (four != null) {
      four.close();
    }
    if (six != null) {
      six.close();
    }
  }
}
