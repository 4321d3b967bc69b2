package dev.belfry.house;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** Receives webhooks and keeps them. */
public final class Hook implements AutoCloseable {
  private final HttpServer server;
  private final List<Received> received = new CopyOnWriteArrayList<>();

  /** One webhook as it came. */
  public record Received(HttpHeaders headers, String body) {
    public String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    /** The type in the body, such as {@code monitor.down}. */
    public String type() {
      return body.replaceFirst(".*?\"type\":\"([^\"]+)\".*", "$1");
    }
  }

  public Hook(int port) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          received.add(
              new Received(
                  HttpHeaders.of(exchange.getRequestHeaders(), (name, value) -> true), body));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public List<Received> received() {
    return List.copyOf(received);
  }

  public List<Received> of(String type) {
    return received.stream().filter(one -> one.type().equals(type)).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
