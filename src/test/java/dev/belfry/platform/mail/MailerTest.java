package dev.belfry.platform.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.belfry.platform.mail.MailOutcome.Verdict;
import dev.belfry.platform.start.StartRefusedException;
import dev.belfry.platform.wire.Certificates;
import io.vertx.core.Vertx;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against GreenMail, an SMTP server of others, and against one that answers as it is told. */
class MailerTest {
  private static final String PASSWORD = "the password of the relay";
  private static final Mail MAIL =
      new Mail(
          "ops@example.org",
          "Down: Übersicht",
          "It is down.\n.\nStill.",
          "<p>It is <b>down</b>.</p>",
          Map.of("Message-ID", "<msg_1@belfry>", "List-Id", "<a.b>"));

  @TempDir static Path directory;
  private static Certificates certificates;
  private static Vertx vertx;

  @BeforeAll
  static void start() throws Exception {
    vertx = Vertx.vertx();
    certificates = Certificates.of(directory, "mail", "dns:localhost", "-1d", 30);
    Files.writeString(directory.resolve("authority.pem"), certificates.authorityPem());
    System.setProperty("greenmail.tls.keystore.file", certificates.keys().toString());
    System.setProperty("greenmail.tls.keystore.password", "changeit");
    System.setProperty("greenmail.tls.key.password", "changeit");
  }

  @AfterAll
  static void stop() {
    vertx.close();
  }

  private Mailer mailer(int port, String tls, String... more) {
    Map<String, String> values = new HashMap<>();
    values.put("belfry.mail.host", "localhost");
    values.put("belfry.mail.port", "" + port);
    values.put("belfry.mail.tls", tls);
    values.put("belfry.mail.from", "Belfry <alerts@example.org>");
    values.put("belfry.mail.timeout", "PT5S");
    for (int i = 0; i < more.length; i += 2) {
      values.put("belfry.mail." + more[i], more[i + 1]);
    }
    return Mailers.of(vertx, values);
  }

  private static String authority() {
    return directory.resolve("authority.pem").toString();
  }

  /** Each arrives while the connection of the one before is being closed. */
  @Test
  void manyOneAfterTheOtherAllArrive() {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
    try {
      Mailer mailer = mailer(server.getSmtp().getPort(), "none");
      for (int i = 0; i < 200; i++) {
        assertEquals(Verdict.SENT, mailer.send(MAIL).verdict(), "mail " + i);
      }
      assertEquals(200, server.getReceivedMessages().length);
    } finally {
      server.stop();
    }
  }

  @Test
  void isOffWithoutAServer() {
    Mailer mailer = Mailers.of(vertx, Map.of());
    assertFalse(mailer.configured());
    MailOutcome outcome = mailer.send(MAIL);
    assertEquals(Verdict.OFF, outcome.verdict());
    assertEquals("mail is off: no mail server is set (belfry.mail.host)", outcome.error());
  }

  @Test
  void sendsOverImplicitTlsWithALogin() throws Exception {
    GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
    server.setUser("alerts", "alerts", PASSWORD);
    server.getUserManager().setAuthRequired(true);
    server.start();
    try {
      int port = server.getSmtps().getPort();
      Mailer mailer =
          mailer(
              port,
              "implicit",
              "certificates",
              authority(),
              "username",
              "alerts",
              "password",
              PASSWORD);
      MailOutcome sent = mailer.send(MAIL);
      assertEquals(Verdict.SENT, sent.verdict(), String.valueOf(sent.error()));
      MimeMessage got = server.getReceivedMessages()[0];
      assertEquals("Down: Übersicht", got.getSubject());
      assertEquals("<msg_1@belfry>", got.getMessageID());
      assertEquals("Belfry <alerts@example.org>", got.getFrom()[0].toString());
      assertEquals(1, got.getAllRecipients().length);
      assertEquals("auto-generated", got.getHeader("Auto-Submitted", null));
      assertEquals("<a.b>", got.getHeader("List-Id", null));
      String wrong = "not the password";
      MailOutcome refused =
          mailer(
                  port,
                  "implicit",
                  "certificates",
                  authority(),
                  "username",
                  "alerts",
                  "password",
                  wrong)
              .send(MAIL);
      assertEquals(Verdict.TEMPORARY, refused.verdict());
      assertFalse(refused.toString().contains(wrong));
    } finally {
      server.stop();
    }
  }

  @Test
  void changesToTlsBeforeItSaysAnything() throws Exception {
    try (SmtpPeer peer = new SmtpPeer(certificates.context())) {
      MailOutcome sent =
          mailer(
                  peer.port(),
                  "starttls",
                  "certificates",
                  authority(),
                  "username",
                  "alerts",
                  "password",
                  PASSWORD)
              .send(MAIL);
      assertEquals(Verdict.SENT, sent.verdict(), String.valueOf(sent.error()));
      assertTrue(peer.heard.stream().anyMatch(line -> line.startsWith("tls:AUTH")));
      assertTrue(peer.heard.contains("tls:RCPT TO:<ops@example.org>"));
      assertTrue(
          peer.heard.stream()
              .noneMatch(line -> line.startsWith("AUTH") || line.startsWith("MAIL")));
    }
  }

  @Test
  void sendsNothingToAServerThatOffersNoTls() {
    try (SmtpPeer peer = new SmtpPeer(null)) {
      MailOutcome outcome = mailer(peer.port(), "starttls").send(MAIL);
      assertEquals(Verdict.TEMPORARY, outcome.verdict());
      assertTrue(peer.heard.stream().noneMatch(line -> line.startsWith("MAIL")));
    }
  }

  @Test
  void sendsNothingToAServerThatNobodyVouchesFor() throws Exception {
    Certificates others = Certificates.of(directory, "other", "dns:elsewhere.test", "-1d", 30);
    Files.writeString(directory.resolve("other.pem"), others.authorityPem());
    try (SmtpPeer unknown = new SmtpPeer(certificates.context());
        SmtpPeer misnamed = new SmtpPeer(others.context())) {
      assertEquals(Verdict.TEMPORARY, mailer(unknown.port(), "starttls").send(MAIL).verdict());
      assertEquals(
          Verdict.TEMPORARY,
          mailer(
                  misnamed.port(),
                  "starttls",
                  "certificates",
                  directory.resolve("other.pem").toString())
              .send(MAIL)
              .verdict());
      assertTrue(unknown.heard.stream().noneMatch(line -> line.contains("MAIL")));
      assertTrue(misnamed.heard.stream().noneMatch(line -> line.contains("MAIL")));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RCPT, 550 5.1.1 no such user, PERMANENT, 550",
    "RCPT, 553 no, PERMANENT, 553",
    "RCPT, 450 4.2.0 greylisted, TEMPORARY, 450",
    "RCPT, 452 full, TEMPORARY, 452",
    "mail, 554 5.7.1 looks like spam, PERMANENT, 554",
    "mail, 451 later, TEMPORARY, 451",
    "MAIL, 550 5.7.1 we do not know you, TEMPORARY, 550",
    "greeting, 421 busy, TEMPORARY, ",
  })
  void tellsWhetherToTryAgain(String command, String line, Verdict verdict, Integer code) {
    try (SmtpPeer peer = new SmtpPeer(null)) {
      peer.answers(command, line);
      MailOutcome outcome = mailer(peer.port(), "none").send(MAIL);
      assertEquals(verdict, outcome.verdict(), String.valueOf(outcome.error()));
      if (code != null) {
        assertEquals(code, outcome.code());
      }
      assertNotNull(outcome.error());
      assertFalse(outcome.error().contains(line.substring(4)), outcome.error());
    }
  }

  @Test
  void triesAgainWhenTheServerIsAwayOrSilent() {
    int port;
    try (SmtpPeer peer = new SmtpPeer(null)) {
      port = peer.port();
    }
    assertEquals(Verdict.TEMPORARY, mailer(port, "none").send(MAIL).verdict());
    try (SmtpPeer peer = new SmtpPeer(null)) {
      peer.answers("greeting", "220-wait");
      MailOutcome late = mailer(peer.port(), "none", "timeout", "PT0.3S").send(MAIL);
      assertEquals(Verdict.TEMPORARY, late.verdict());
    }
  }

  @Test
  void keepsALineOfOneDotWithinTheMail() {
    try (SmtpPeer peer = new SmtpPeer(null)) {
      assertEquals(Verdict.SENT, mailer(peer.port(), "none").send(MAIL).verdict());
      assertTrue(peer.heard.stream().anyMatch(line -> line.contains("Still.")));
      assertEquals(1, peer.heard.stream().filter(line -> line.startsWith("MAIL")).count());
    }
  }

  @Test
  void refusesSettingsThatContradictEachOther() {
    assertThrows(StartRefusedException.class, () -> mailer(25, "none", "username", "alerts"));
    assertThrows(StartRefusedException.class, () -> mailer(25, "none", "from", "nobody"));
    assertThrows(
        StartRefusedException.class,
        () -> mailer(25, "none", "from", "a\r\nBcc: b@example.org <c@example.org>"));
    assertThrows(
        StartRefusedException.class,
        () -> Mailers.of(vertx, Map.of("belfry.mail.host", "localhost")));
  }
}
