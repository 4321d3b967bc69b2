package dev.belfry.notify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Somebody who takes webhooks, on loopback, and answers as a test wants. */
public final class Receiver implements AutoCloseable {
  /** What came. */
  public record Got(String method, String path, Map<String, String> headers, String body) {
    public String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /** What to do with it. */
  @FunctionalInterface
  public interface Script {
    void play(HttpExchange exchange) throws IOException;
  }

  public final BlockingQueue<Got> got = new LinkedBlockingQueue<>();
  private final HttpServer server;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Script script = exchange -> exchange.sendResponseHeaders(204, -1);

  public Receiver() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  public void plays(Script next) {
    script = next;
  }

  public void answers(int status) {
    plays(exchange -> exchange.sendResponseHeaders(status, -1));
  }

  public void answers(int status, String header, String value) {
    plays(
        exchange -> {
          exchange.getResponseHeaders().set(header, value);
          exchange.sendResponseHeaders(status, -1);
        });
  }

  /** Never answers. */
  public void hangs() {
    plays(exchange -> awaitClosing());
  }

  /** Answers 200 and then sends for ever. */
  public void streamsForEver() {
    plays(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] some = "secret of the receiver ".repeat(1000).getBytes(StandardCharsets.UTF_8);
          try (OutputStream body = exchange.getResponseBody()) {
            while (closed.getCount() > 0) {
              body.write(some);
            }
          }
        });
  }

  /** What came, or a failure when nothing has come. */
  public Got one() {
    Got first = got.poll();
    if (first == null) {
      throw new AssertionError("nothing came");
    }
    return first;
  }

  /** What comes within ten seconds. */
  public Got awaited() throws InterruptedException {
    Got first = got.poll(10, TimeUnit.SECONDS);
    if (first == null) {
      throw new AssertionError("nothing came");
    }
    return first;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers = new TreeMap<>();
      exchange
          .getRequestHeaders()
          .forEach(
              (name, values) ->
                  headers.put(
                      name.toLowerCase(Locale.ROOT), String.join(", ", List.copyOf(values))));
      got.add(
          new Got(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              headers,
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
      script.play(exchange);
    }
  }

  private void awaitClosing() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
