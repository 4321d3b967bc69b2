package dev.belfry.house;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A web site on this machine, to be watched; it answers what the test says. */
public final class Site implements AutoCloseable {
  private final HttpServer server;
  private final AtomicInteger calls = new AtomicInteger();
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
          String authorization = exchange.getRequestHeaders().getFirst("Authorization");
          lastAuthorization = authorization == null ? "" : authorization;
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
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
