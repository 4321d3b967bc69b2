package dev.belfry.check.api;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A small shop on the JDK's server: items, a login, orders behind it, and a server of tokens. */
final class Shop implements AutoCloseable {
  private static final String ITEM =
      "{\"item\":{\"id\":7,\"price\":12.50,\"tags\":[\"red\",\"s3cret-tag\"]}}";
  private final HttpServer server;
  private final AtomicInteger minted = new AtomicInteger();
  private volatile String good = "none";
  private volatile boolean taking = true;
  private volatile int life = 60;

  Shop() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.createContext("/item", exchange -> say(exchange, 200, ITEM));
    server.createContext("/text", exchange -> say(exchange, 200, "a".repeat(50_000) + "!"));
    server.createContext("/broken", exchange -> say(exchange, 500, "{\"password\":\"s3cret\"}"));
    server.createContext(
        "/login",
        exchange ->
            say(
                exchange,
                200,
                sent(exchange).contains("\"user\":\"bob\"") ? "{\"token\":\"t 0/k\"}" : "{}"));
    server.createContext(
        "/orders/",
        exchange ->
            say(
                exchange,
                exchange.getRequestURI().getRawPath().equals("/orders/t%200%2Fk")
                        && "Token t 0/k".equals(header(exchange, "X-Auth"))
                    ? 200
                    : 404,
                "{}"));
    server.createContext(
        "/private",
        exchange ->
            say(
                exchange,
                Set.of("Basic Ym9iOnMzY3JldA==", "Bearer good", "Bearer minted", "Bearer " + good)
                        .contains(header(exchange, "Authorization"))
                    ? 200
                    : 401,
                "{}"));
    server.createContext(
        "/token",
        exchange ->
            say(
                exchange,
                200,
                "Basic Y2xpZW50OnMzY3JldA==".equals(header(exchange, "Authorization"))
                        && sent(exchange).equals("grant_type=client_credentials&scope=a+b")
                    ? "{\"access_token\":\"minted\"}"
                    : "{}"));
    server.createContext("/minting", exchange -> say(exchange, 200, mint()));
    server.createContext(
        "/refusing", exchange -> say(exchange, 401, "{\"error\":\"invalid_client\"}"));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  private String mint() {
    String token = "t" + minted.incrementAndGet();
    good = taking ? token : "none";
    return "{\"access_token\":\"" + token + "\",\"expires_in\":" + life + "}";
  }

  /** From now on tokens live so many seconds; those of before are not counted. */
  void mints(int seconds) {
    life = seconds;
    taking = true;
    minted.set(0);
  }

  void revokesAll() {
    good = "none";
  }

  void takesNone() {
    taking = false;
    good = "none";
  }

  int minted() {
    return minted.get();
  }

  String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static String sent(HttpExchange exchange) throws IOException {
    return new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  private static void say(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
