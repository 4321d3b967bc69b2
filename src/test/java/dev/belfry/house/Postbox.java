package dev.belfry.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.test.junit.QuarkusTestProfile;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mail server of others, to which the program under test hands its mails. */
public final class Postbox implements AutoCloseable {
  public static final String PUBLIC_URL = "https://belfry.test";
  private static final int LOWEST = 15_000;
  private static final int HIGHEST = 30_000;
  private static final String PORT = "test.mail.port";
  private static final int PATIENCE = 30_000;
  private static final Pattern CODE = Pattern.compile("#(\\S+)");

  private GreenMail server = started();

  /** The program with a mail server, which is opened later. */
  public static class Profile implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      String port = Integer.toString(free());
      System.setProperty(PORT, port);
      return Map.of(
          "belfry.mail.host", "127.0.0.1",
          "belfry.mail.port", port,
          "belfry.mail.tls", "none",
          // What is slow on a machine with other work is not away.
          "belfry.mail.timeout", "25s",
          "belfry.mail.public-url", PUBLIC_URL,
          "belfry.mail.from", "Belfry <belfry@example.org>");
    }

    /**
     * Below those that systems give to outgoing connections, one of which would take it while
     * nobody listens.
     */
    private static int free() {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      while (true) {
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
          return free.getLocalPort();
        } catch (BindException taken) {
          port++;
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  /** Where the program under test expects it. */
  public static int port() {
    return Integer.getInteger(PORT);
  }

  private static GreenMail started() {
    GreenMail server =
        new GreenMail(new ServerSetup(port(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    server.start();
    return server;
  }

  /** Nobody takes mails until it is opened again. */
  public void shut() {
    server.stop();
  }

  public void open() {
    server = started();
  }

  /** All mails to somebody that have come so far. */
  public List<MimeMessage> to(String address) {
    return Arrays.stream(server.getReceivedMessages())
        .filter(message -> GreenMailUtil.getAddressList(recipients(message)).equals(address))
        .toList();
  }

  /** Waits for as many, and sees that there are no more. */
  public List<MimeMessage> received(String address, int expected) {
    long end = System.nanoTime() + Duration.ofMillis(PATIENCE).toNanos();
    List<MimeMessage> found = to(address);
    while (found.size() < expected && System.nanoTime() < end) {
      server.waitForIncomingEmail(100, server.getReceivedMessages().length + 1);
      found = to(address);
    }
    assertEquals(expected, found.size(), "mails to " + address);
    return found;
  }

  /** What the last of so many mails says. */
  public String text(String address, int expected) {
    try {
      return received(address, expected).getLast().getContent().toString().replace("\r\n", "\n");
    } catch (IOException | MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What stands behind the hash sign of the link in the last of so many mails. */
  public String code(String address, int expected) {
    String text = text(address, expected);
    Matcher code = CODE.matcher(text);
    assertEquals(true, code.find(), text);
    return code.group(1);
  }

  private static jakarta.mail.Address[] recipients(MimeMessage message) {
    try {
      return message.getAllRecipients();
    } catch (MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
