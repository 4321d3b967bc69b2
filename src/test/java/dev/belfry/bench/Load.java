package dev.belfry.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * Sends GET requests over connections that are kept, each as fast as it is answered. One thread
 * serves all, since what it spends is missing to the program that it measures.
 */
final class Load {
  private static final int MOST_OF_ANSWER = 64 * 1024;
  private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

  /**
   * What was measured.
   *
   * @param rate answers a second
   * @param p50 and
   * @param p99 of the latency in milliseconds
   * @param cpu microseconds of processor time an answer, of all that takes part
   * @param other answers with another status than expected
   */
  record Result(double rate, double p50, double p99, double cpu, long other) {}

  private final Calls calls;
  private final int expected;
  private long[] latencies = new long[1 << 16];
  private int answers;
  private long other;

  private Load(Calls calls, int expected) {
    this.calls = calls;
    this.expected = expected;
  }

  /**
   * What is asked.
   *
   * @param connections at once, each as fast as it is answered
   * @param paths of the n-th request
   * @param headers of the n-th request
   */
  record Calls(int connections, IntFunction<String> paths, IntFunction<String> headers) {}

  static Result run(int port, Calls calls, int expected, Duration time) throws IOException {
    Load load = new Load(calls, expected);
    Duration before = Cpu.spent();
    load.go(port, time);
    Duration cpu = Cpu.spent().minus(before);
    long[] sorted = Arrays.copyOf(load.latencies, load.answers);
    Arrays.sort(sorted);
    return new Result(
        load.answers / (time.toMillis() / 1000.0),
        percentile(sorted, 0.50),
        percentile(sorted, 0.99),
        cpu.toNanos() / 1e3 / load.answers,
        load.other);
  }

  /** The answers to what was sent within the time; the last ones may come a little later. */
  private void go(int port, Duration time) throws IOException {
    long end = System.nanoTime() + time.toNanos();
    int open = calls.connections();
    try (Selector selector = Selector.open()) {
      for (int i = 0; i < open; i++) {
        new Connection(selector, port, i).send();
      }
      while (open > 0) {
        selector.select();
        for (SelectionKey key : selector.selectedKeys()) {
          Connection connection = (Connection) key.attachment();
          if (connection.isAnswered()) {
            if (System.nanoTime() < end) {
              connection.send();
            } else {
              connection.close();
              open--;
            }
          }
        }
        selector.selectedKeys().clear();
      }
    }
  }

  private void count(long nanos, int status) {
    if (answers == latencies.length) {
      latencies = Arrays.copyOf(latencies, 2 * answers);
    }
    latencies[answers++] = nanos;
    if (status != expected) {
      other++;
    }
  }

  private static double percentile(long[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) ((sorted.length - 1) * share)] / 1e6;
  }

  /** One request at a time. */
  private final class Connection {
    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocate(MOST_OF_ANSWER);
    private int next;
    private long begun;

    Connection(Selector selector, int port, int number) throws IOException {
      channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, this);
      next = number;
    }

    void send() throws IOException {
      String request =
          "GET "
              + calls.paths().apply(next)
              + " HTTP/1.1\r\nHost: localhost\r\n"
              + calls.headers().apply(next)
              + "\r\n";
      next += calls.connections();
      in.clear();
      begun = System.nanoTime();
      ByteBuffer out = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
      channel.write(out);
      if (out.hasRemaining()) {
        throw new IOException("a small request did not fit into an empty buffer");
      }
    }

    /** Reads what has come; answers whether that is the whole answer. */
    boolean isAnswered() throws IOException {
      if (channel.read(in) < 0) {
        throw new IOException("the server closed the connection");
      }
      byte[] text = in.array();
      int head = head(text, in.position());
      if (head < 0 || in.position() < head + 4 + length(text, head)) {
        return false;
      }
      count(System.nanoTime() - begun, number(text, 9));
      return true;
    }

    /** Where the empty line begins; negative where it has not come. */
    private static int head(byte[] text, int end) {
      for (int i = 3; i < end; i++) {
        if (text[i] == '\n' && text[i - 2] == '\n') {
          return i - 3;
        }
      }
      return -1;
    }

    private static int length(byte[] text, int head) {
      for (int line = 0; line < head; line++) {
        if (text[line] == '\n' && isLength(text, line + 1)) {
          return number(text, line + 1 + LENGTH.length);
        }
      }
      return 0;
    }

    private static boolean isLength(byte[] text, int from) {
      for (int i = 0; i < LENGTH.length; i++) {
        if (Character.toLowerCase(text[from + i]) != LENGTH[i]) {
          return false;
        }
      }
      return true;
    }

    /** After any spaces. */
    private static int number(byte[] text, int from) {
      int at = from;
      while (text[at] == ' ') {
        at++;
      }
      int number = 0;
      for (; Character.isDigit(text[at]); at++) {
        number = 10 * number + Character.digit(text[at], 10);
      }
      return number;
    }

    void close() throws IOException {
      channel.close();
    }
  }
}
