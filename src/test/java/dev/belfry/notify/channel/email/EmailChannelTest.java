package dev.belfry.notify.channel.email;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.belfry.house.TestDatabase;
import dev.belfry.notify.Outcome;
import dev.belfry.notify.Outcome.Verdict;
import dev.belfry.notify.channel.ChannelDesk;
import dev.belfry.notify.channel.News;
import dev.belfry.notify.channel.Sample;
import dev.belfry.platform.mail.Mailers;
import dev.belfry.platform.mail.SmtpPeer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.mail.internet.MimeMessage;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mails that a mail server of others has really received. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class EmailChannelTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  @Inject ChannelDesk desk;
  @Inject Addresses addresses;
  @Inject Vertx vertx;
  private GreenMail server;

  @BeforeEach
  void start() {
    server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private Outcome send(int port, News news) {
    EmailChannel channel = new EmailChannel(desk, Mailers.to(vertx, port), addresses);
    return channel.send(Sample.of(channel, ""), news, NOW);
  }

  private MimeMessage got(News news) {
    int before = server.getReceivedMessages().length;
    Outcome outcome = send(server.getSmtp().getPort(), news);
    assertEquals(Verdict.DELIVERED, outcome.verdict(), String.valueOf(outcome.error()));
    assertEquals(before + 1, server.getReceivedMessages().length);
    return server.getReceivedMessages()[before];
  }

  @Test
  void arrivesOnceAndInItsThread() throws Exception {
    MimeMessage down = got(Sample.news("monitor.down"));
    assertEquals("Down: Shop", down.getSubject());
    assertEquals("ops@example.org", down.getAllRecipients()[0].toString());
    assertEquals("auto-generated", down.getHeader("Auto-Submitted", null));
    assertEquals("Belfry <news.example.org>", down.getHeader("List-Id", null));
    assertEquals("high", down.getHeader("Importance", null));
    String id = down.getMessageID();
    assertEquals("<" + Sample.news("monitor.down").id() + "@example.org>", id);
    MimeMessage again = got(Sample.news("monitor.down"));
    assertEquals(id, again.getMessageID());
    MimeMessage up = got(Sample.news("monitor.up", "Shop", "ok", "resolved"));
    String thread = down.getHeader("References", null);
    assertEquals("<" + Sample.INCIDENT + "@example.org>", thread);
    assertEquals(thread, up.getHeader("References", null));
    String body = GreenMailUtil.getBody(down);
    assertTrue(body.contains("It is down."));
    assertTrue(body.contains("Time: ") && body.contains(" 2030, "), body);
    assertFalse(body.contains("T00:00:00Z"), body);
  }

  @Test
  void hostileTextsStayTexts() throws Exception {
    MimeMessage got =
        got(
            Sample.news(
                "incident.created", Sample.HOSTILE, Sample.HOSTILE, "investigating\r\nBcc: x"));
    assertEquals(1, got.getAllRecipients().length);
    assertEquals(null, got.getHeader("Bcc", null));
    assertFalse(got.getSubject().contains("\n") || got.getSubject().contains("\u202E"));
    jakarta.mail.Multipart parts = (jakarta.mail.Multipart) got.getContent();
    String html = parts.getBodyPart(1).getContent().toString();
    assertTrue(html.contains("&lt;b onclick=x&gt;"), html);
    assertFalse(html.contains("<b onclick"), html);
  }

  @ParameterizedTest
  @CsvSource({
    "550 5.1.1 nobody, REFUSED, 550",
    "450 4.2.0 later, FAILED, 450",
  })
  void tellsWhatARefusalMeans(String line, Verdict verdict, int code) {
    try (SmtpPeer peer = new SmtpPeer(null)) {
      peer.answers("RCPT", line);
      Outcome outcome = send(peer.port(), Sample.news("monitor.down"));
      assertEquals(verdict, outcome.verdict());
      assertEquals(code, outcome.status());
    }
  }

  @Test
  void waitsForAServerThatIsAway() {
    int port = server.getSmtp().getPort();
    server.stop();
    assertEquals(Verdict.FAILED, send(port, Sample.news("monitor.down")).verdict());
  }
}
