package dev.belfry.platform.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** A server on loopback that says exactly what a test wants, however wrong. */
public final class Peer implements AutoCloseable {
  /** What to do with a connection whose request head was read. */
  @FunctionalInterface
  public interface Script {
    void play(Talk talk) throws IOException;
  }

  /** One connection. */
  public record Talk(String head, Socket socket, AtomicLong written) {
    public void say(String text) throws IOException {
      say(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public void say(byte[] bytes) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      out.flush();
      written.addAndGet(bytes.length);
    }

    /**
     * Waits for the other side to hang up, at most so many milliseconds; answers whether it did.
     */
    public boolean goneWithin(int millis) throws IOException {
      socket.setSoTimeout(millis);
      try {
        return socket.getInputStream().read() < 0;
      } catch (SocketTimeoutException e) {
        return false;
      }
    }
  }

  private final ServerSocket server;
  private final Script script;
  public final List<String> heads = new CopyOnWriteArrayList<>();
  public final AtomicLong written = new AtomicLong();

  Peer(ServerSocket server, Script script) {
    this.server = server;
    this.script = script;
    Thread.ofVirtual().start(this::accept);
  }

  public static Peer playing(Script script) throws IOException {
    return on("127.0.0.1", 0, script);
  }

  public static Peer saying(String answer) throws IOException {
    return playing(talk -> talk.say(answer));
  }

  static Peer on(String address, int port, Script script) throws IOException {
    return new Peer(new ServerSocket(port, 50, InetAddress.ofLiteral(address)), script);
  }

  public int port() {
    return server.getLocalPort();
  }

  public String url() {
    return "http://127.0.0.1:" + port() + "/";
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      String head = head(socket.getInputStream());
      heads.add(head);
      script.play(new Talk(head, socket, written));
    } catch (IOException e) {
      // The client hung up: that is what most of these tests are about.
    }
  }

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int last = in.read();
    while (last >= 0) {
      head.write(last);
      if (head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
        break;
      }
      last = in.read();
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
