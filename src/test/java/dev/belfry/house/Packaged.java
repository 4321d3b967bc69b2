package dev.belfry.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The packaged program, as a newcomer starts it: with a home of its own, and nothing else. */
public final class Packaged implements AutoCloseable {
  private static final Path PROGRAM =
      Path.of(System.getProperty("belfry.packaged", "target/quarkus-app"));
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Path home;
  private final Path log;
  private final int port = freePort();
  private final int managementPort = freePort();
  private final Map<String, String> environment = new HashMap<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private Process process;

  public Packaged(Path home, Map<String, String> environment) {
    this.home = home;
    this.log = home.resolveSibling(home.getFileName() + ".log");
    this.environment.putAll(environment);
    this.process = launch();
  }

  private Process launch() {
    ProcessBuilder builder = new ProcessBuilder(PROGRAM.resolve("run").toAbsolutePath().toString());
    builder.environment().putAll(environment);
    builder.environment().put("BELFRY_HOME", home.toString());
    builder.environment().put("QUARKUS_HTTP_PORT", String.valueOf(port));
    builder.environment().put("QUARKUS_MANAGEMENT_PORT", String.valueOf(managementPort));
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String url() {
    return "http://localhost:" + port;
  }

  public Path home() {
    return home;
  }

  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it answers requests. */
  public Packaged ready() {
    Instant end = Instant.now().plus(PATIENCE);
    while (!answers()) {
      if (!process.isAlive() || Instant.now().isAfter(end)) {
        throw new IllegalStateException("Belfry did not start:\n" + log());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
    return this;
  }

  private boolean answers() {
    try {
      HttpRequest health =
          HttpRequest.newBuilder(URI.create("http://localhost:" + managementPort + "/health/ready"))
              .build();
      return http.send(health, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** As the kernel does when memory is short: no farewell, and PostgreSQL stays behind. */
  public void kill9() {
    process.destroyForcibly();
    process.onExit().join();
  }

  /** Starts it again on the same home and ports. */
  public Packaged restart() {
    process = launch();
    return ready();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        process.onExit().join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
