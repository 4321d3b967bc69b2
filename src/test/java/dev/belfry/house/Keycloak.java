package dev.belfry.house;

import static io.restassured.RestAssured.given;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Keycloak's own distribution with the realm of the tests, as a process beside. */
public final class Keycloak implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String ADMIN = "admin";
  private final int port;
  private final Path log;
  private final Process process;

  /**
   * @param port where it will listen
   * @param client where the client of the realm is found
   */
  public Keycloak(Path directory, int port, String client) {
    this.port = port;
    log = directory.resolve("keycloak.log");
    try {
      process = launch(home(), client);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the build has unpacked it. */
  private static Path home() throws IOException {
    try (Stream<Path> found = Files.list(Path.of("target", "keycloak"))) {
      return found.filter(Files::isDirectory).findFirst().orElseThrow().toAbsolutePath();
    }
  }

  private Process launch(Path home, String client) throws IOException {
    forget(home.resolve("data"));
    Path imports = Files.createDirectories(home.resolve("data").resolve("import"));
    String realm = Files.readString(Path.of("src", "test", "resources", "keycloak", "realm.json"));
    Files.writeString(imports.resolve("belfry-realm.json"), realm.replace("@BELFRY@", client));
    ProcessBuilder builder =
        new ProcessBuilder(
            "sh",
            home.resolve("bin").resolve("kc.sh").toString(),
            "start-dev",
            "--import-realm",
            "--http-host=127.0.0.1",
            "--http-port=" + port,
            "--http-management-port=" + Packaged.freePort());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m");
    builder.environment().put("KC_BOOTSTRAP_ADMIN_USERNAME", ADMIN);
    builder.environment().put("KC_BOOTSTRAP_ADMIN_PASSWORD", ADMIN);
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  private static void forget(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> all = Files.walk(directory)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static String url(int port) {
    return "http://localhost:" + port;
  }

  private String url() {
    return url(port);
  }

  /** How the realm of a Keycloak there names itself. */
  public static String issuer(int port) {
    return url(port) + "/realms/belfry";
  }

  public String issuer() {
    return issuer(port);
  }

  public Keycloak ready() {
    Instant end = Instant.now().plus(PATIENCE);
    while (!answers()) {
      if (!process.isAlive() || Instant.now().isAfter(end)) {
        throw new IllegalStateException("Keycloak did not start:\n" + log());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
    return this;
  }

  private boolean answers() {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI place = URI.create(issuer() + "/.well-known/openid-configuration");
      return http.send(
                  HttpRequest.newBuilder(place).build(), HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An access token of the realm for somebody, as a pipeline would get it. */
  public String accessToken(String user, String password, String scope) {
    return given()
        .formParam("grant_type", "password")
        .formParam("client_id", "pipeline")
        .formParam("username", user)
        .formParam("password", password)
        .formParam("scope", scope)
        .post(issuer() + "/protocol/openid-connect/token")
        .then()
        .statusCode(200)
        .extract()
        .path("access_token");
  }

  /** An administrator there ends all sessions of somebody. */
  public void logsOut(String user) {
    given()
        .auth()
        .oauth2(adminToken())
        .post(url() + "/admin/realms/belfry/users/" + id(user) + "/logout")
        .then()
        .statusCode(204);
  }

  /** An administrator there takes somebody out of a group. */
  public void takesOut(String user, String group) {
    String token = adminToken();
    List<String> ids =
        given()
            .auth()
            .oauth2(token)
            .queryParam("search", group)
            .get(url() + "/admin/realms/belfry/groups")
            .path("id");
    given()
        .auth()
        .oauth2(token)
        .delete(url() + "/admin/realms/belfry/users/" + id(user) + "/groups/" + ids.getFirst())
        .then()
        .statusCode(204);
  }

  private String id(String user) {
    return given()
        .auth()
        .oauth2(adminToken())
        .queryParam("username", user)
        .get(url() + "/admin/realms/belfry/users")
        .path("[0].id");
  }

  private String adminToken() {
    return given()
        .formParam("grant_type", "password")
        .formParam("client_id", "admin-cli")
        .formParam("username", ADMIN)
        .formParam("password", ADMIN)
        .post(url() + "/realms/master/protocol/openid-connect/token")
        .path("access_token");
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    process.onExit().join();
  }
}
