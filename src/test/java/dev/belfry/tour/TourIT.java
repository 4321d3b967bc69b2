package dev.belfry.tour;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.standardwebhooks.Webhook;
import dev.belfry.house.Hook;
import dev.belfry.house.Packaged;
import dev.belfry.house.Site;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tour of the README, run as it is written. Only the two peers are ours: a site that can be
 * stopped, and a receiver that verifies both signatures.
 */
class TourIT {
  @TempDir Path directory;

  @Test
  void theTourOfTheReadmeWorksAsWritten() throws IOException, GeneralSecurityException {
    int sitePort = Packaged.freePort();
    try (Packaged belfry = new Packaged(directory.resolve("home"), Map.of()).ready();
        Hook hook = new Hook(0);
        Shell shell = shell(belfry, sitePort, hook.port())) {
      Site site = null;
      StringBuilder printed = new StringBuilder();
      for (Readme.Block block : Readme.tour()) {
        switch (block.part()) {
          case "peers", "start" -> site = new Site(sitePort);
          case "stop" -> java.util.Objects.requireNonNull(site).close();
          default -> printed.append(shell.run(block.script()));
        }
      }
      java.util.Objects.requireNonNull(site).close();
      String output = printed.toString();
      assertTrue(output.contains("\"kind\":\"user\""), output);
      assertTrue(output.contains("account:read"), "the missing scope is named: " + output);
      assertTrue(output.contains("it is up"), output);
      assertTrue(output.contains("it is down"), output);
      assertTrue(output.contains("My site is down"), output);
      assertTrue(output.contains("\"status\":\"resolved\""), output);
      verify(hook, shell.run("echo $SECRET").strip());
      keepsSecretsOut(belfry, shell);
    }
  }

  private static Shell shell(Packaged belfry, int sitePort, int hookPort) throws IOException {
    return new Shell(
        Map.of(
            "BELFRY", belfry.url(),
            "BELFRY_HOME", belfry.home().toString(),
            "SITE_PORT", String.valueOf(sitePort),
            "HOOK_PORT", String.valueOf(hookPort)));
  }

  private static void verify(Hook hook, String secret) throws GeneralSecurityException {
    await(() -> hook.of("monitor.up").size() == 1 && hook.of("incident.resolved").size() == 1);
    for (String type :
        new String[] {"monitor.down", "incident.created", "monitor.up", "incident.resolved"}) {
      assertEquals(1, hook.of(type).size(), type);
    }
    Mac hmac = Mac.getInstance("HmacSHA256");
    hmac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    Webhook standard = assertDoesNotThrow(() -> new Webhook(secret));
    for (Hook.Received received : hook.received()) {
      assertDoesNotThrow(() -> standard.verify(received.body(), received.headers()));
      String plain =
          HexFormat.of().formatHex(hmac.doFinal(received.body().getBytes(StandardCharsets.UTF_8)));
      assertEquals(plain, received.header("x-webhook-signature"));
      assertTrue(
          received.body().contains("\"id\":\"" + received.header("webhook-id") + "\""),
          received.body());
    }
  }

  private static void keepsSecretsOut(Packaged belfry, Shell shell) throws IOException {
    String password = Files.readString(belfry.home().resolve("admin-password")).strip();
    for (String secret :
        new String[] {
          password,
          shell.run("echo $KEY").strip(),
          shell.run("echo $SESSION").strip(),
          shell.run("echo $SECRET").strip()
        }) {
      assertTrue(secret.length() > 10, "a secret was expected, not " + secret);
      assertFalse(belfry.log().contains(secret), "a secret is in the log");
    }
  }

  static void await(java.util.function.BooleanSupplier condition) {
    java.time.Instant end = java.time.Instant.now().plus(Duration.ofSeconds(90));
    while (!condition.getAsBoolean()) {
      assertTrue(java.time.Instant.now().isBefore(end), "it did not happen in time");
      java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }
}
