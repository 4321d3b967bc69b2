package dev.belfry.platform.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** A mail server on loopback that answers as a test wants, and can change to TLS. */
public final class SmtpPeer implements AutoCloseable {
  private final ServerSocket server;
  private final @Nullable SSLContext tls;
  private final Map<String, String> answers = new ConcurrentHashMap<>();

  /** What addresses contain that this server does not know. */
  public final Set<String> strangers = ConcurrentHashMap.newKeySet();

  /** How many mails were taken for an address, and how many were refused. */
  public final Map<String, Integer> taken = new ConcurrentHashMap<>();

  public final Map<String, Integer> refused = new ConcurrentHashMap<>();

  /** Of very many mails only their number is kept. */
  public volatile boolean counts;

  /** Each line that came, those over TLS with {@code tls:} before them; mails as one. */
  public final List<String> heard = new CopyOnWriteArrayList<>();

  /**
   * @param tls null: it offers none
   */
  public SmtpPeer(@Nullable SSLContext tls) {
    this(tls, 0);
  }

  /**
   * @param port 0 for any
   */
  public SmtpPeer(@Nullable SSLContext tls, int port) {
    this.tls = tls;
    try {
      server = new ServerSocket(port, 50, InetAddress.ofLiteral("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.startVirtualThread(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  /** From now on this is what a command is answered. */
  public void answers(String command, String line) {
    answers.put(command, line);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread.startVirtualThread(() -> talk(socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void talk(Socket plain) {
    try (plain) {
      say(plain, answers.getOrDefault("greeting", "220 peer.test ESMTP"));
      serve(plain, false);
    } catch (IOException e) {
      heard.add("lost: " + e.getClass().getSimpleName());
    }
  }

  private void serve(Socket socket, boolean secure) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    String to = "";
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      hear((secure ? "tls:" : "") + line);
      String command = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
      if (command.equals("RCPT")) {
        to = line.replaceFirst("(?i)RCPT TO:\\s*<([^>]*)>.*", "$1");
      }
      if (command.equals("RCPT") && strangers.stream().anyMatch(line::contains)) {
        refused.merge(to, 1, Integer::sum);
        say(socket, "550 5.1.1 no such user");
      } else if (answers.containsKey(command)) {
        say(socket, answers.get(command));
      } else if (command.equals("STARTTLS") && tls != null) {
        say(socket, "220 go");
        SSLSocket over =
            (SSLSocket) tls.getSocketFactory().createSocket(socket, null, socket.getPort(), true);
        over.setUseClientMode(false);
        serve(over, true);
        return;
      } else if (command.equals("DATA")) {
        say(socket, "354 go");
        hear(mail(in));
        taken.merge(to, 1, Integer::sum);
        say(socket, answers.getOrDefault("mail", "250 taken"));
      } else if (command.equals("QUIT")) {
        say(socket, "221 bye");
        return;
      } else {
        say(socket, usual(command, secure));
      }
    }
  }

  private void hear(String line) {
    if (!counts) {
      heard.add(line);
    }
  }

  private String usual(String command, boolean secure) {
    return switch (command) {
      case "EHLO" ->
          "250-peer.test\r\n250-AUTH PLAIN\r\n"
              + (tls != null && !secure ? "250-STARTTLS\r\n" : "")
              + "250 SIZE 1000000";
      case "AUTH" -> "235 welcome";
      default -> "250 ok";
    };
  }

  private static String mail(BufferedReader in) throws IOException {
    StringBuilder mail = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
      mail.append(line).append('\n');
    }
    return mail.toString();
  }

  private static void say(Socket socket, String line) throws IOException {
    socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
