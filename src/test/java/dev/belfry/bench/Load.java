package dev.belfry.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Sends GET requests over connections that are kept, each as fast as it is answered. */
final class Load {
  private static final int CONNECTIONS = 32;

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

  private Load() {}

  /**
   * @param headers of the n-th request of a connection
   */
  static Result run(int port, String path, IntFunction<String> headers, int expected, Duration time)
      throws Exception {
    return run(port, new Calls(CONNECTIONS, n -> path, headers), expected, time);
  }

  /**
   * What is asked.
   *
   * @param connections at once, each as fast as it is answered
   * @param paths of the n-th request
   * @param headers of the n-th request
   */
  record Calls(int connections, IntFunction<String> paths, IntFunction<String> headers) {}

  static Result run(int port, Calls calls, int expected, Duration time) throws Exception {
    int most = calls.connections();
    List<Future<List<long[]>>> connections = new ArrayList<>();
    long end = System.nanoTime() + time.toNanos();
    Duration before = Cpu.spent();
    try (ExecutorService executor = Executors.newFixedThreadPool(most)) {
      for (int i = 0; i < most; i++) {
        int seed = i;
        connections.add(
            executor.submit(
                () ->
                    connection(
                        port,
                        n -> calls.paths().apply(seed + n * most),
                        n -> calls.headers().apply(seed + n * most),
                        end)));
      }
    }
    Duration cpu = Cpu.spent().minus(before);
    List<long[]> all = new ArrayList<>();
    for (Future<List<long[]>> connection : connections) {
      all.addAll(connection.get());
    }
    long[] latencies = all.stream().mapToLong(one -> one[0]).toArray();
    Arrays.sort(latencies);
    long other = all.stream().filter(one -> one[1] != expected).count();
    return new Result(
        all.size() / (time.toMillis() / 1000.0),
        percentile(latencies, 0.50),
        percentile(latencies, 0.99),
        cpu.toNanos() / 1e3 / all.size(),
        other);
  }

  private static double percentile(long[] sorted, double share) {
    return sorted.length == 0 ? 0 : sorted[(int) ((sorted.length - 1) * share)] / 1e6;
  }

  private static List<long[]> connection(
      int port, IntFunction<String> paths, IntFunction<String> headers, long end)
      throws IOException {
    List<long[]> seen = new ArrayList<>();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (int n = 0; System.nanoTime() < end; n++) {
        String request =
            "GET "
                + paths.apply(n)
                + " HTTP/1.1\r\nHost: localhost\r\n"
                + headers.apply(n)
                + "\r\n";
        long begun = System.nanoTime();
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        int status = answer(in);
        seen.add(new long[] {System.nanoTime() - begun, status});
      }
    }
    return seen;
  }

  private static int answer(InputStream in) throws IOException {
    int status = Integer.parseInt(line(in).substring(9, 12));
    int length = 0;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(header.substring(15).strip());
      }
    }
    in.skipNBytes(length);
    return status;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the server closed the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
