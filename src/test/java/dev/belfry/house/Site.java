package dev.belfry.house;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A web site on this machine, to be watched; it answers what the test says. */
public final class Site implements AutoCloseable {
  private final HttpServer server;
  private final AtomicInteger calls = new AtomicInteger();
  private final CountDownLatch asked = new CountDownLatch(1);
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile int status = 200;
  private volatile String body = "All is well.";
  private volatile String lastAuthorization = "";

  public Site() {
    this(0);
  }

  /** On a port that is known before. */
  public Site(int port) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          calls.incrementAndGet();
          asked.countDown();
          await(gate);
          String authorization = exchange.getRequestHeaders().getFirst("Authorization");
          lastAuthorization = authorization == null ? "" : authorization;
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  /** From now on answers wait until it goes on. */
  public void waits() {
    gate = new CountDownLatch(1);
  }

  public void goesOn() {
    gate.countDown();
  }

  /** Returns when it has been asked for something. */
  public void called() {
    await(asked);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public String url() {
    return "http://localhost:" + server.getAddress().getPort() + "/";
  }

  public void answers(int newStatus) {
    status = newStatus;
  }

  public void says(String newBody) {
    body = newBody;
  }

  public int calls() {
    return calls.get();
  }

  public String lastAuthorization() {
    return lastAuthorization;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
