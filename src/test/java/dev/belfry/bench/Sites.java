package dev.belfry.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;

/**
 * Web sites to look at, as a program of its own, so that what they cost is not counted: {@code java
 * Sites.java} prints a port, at which every loopback address answers, and ends with its input. The
 * path says how one behaves: {@code /good}, {@code /loris}, {@code /endless}, {@code /reset},
 * {@code /silent}, {@code /bomb}.
 */
final class Sites {
  private static final int BACKLOG = 4_096;
  private static final byte[] GOOD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 12\r\n\r\nAll is well."
          .getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ENDLESS =
      "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final int BOMB_BYTES = 256 << 20;

  private final byte[] bomb = bomb();

  private Sites() {}

  /** Little that becomes much when it is unzipped. */
  private static byte[] bomb() {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(zipped)) {
      byte[] nothing = new byte[1 << 20];
      for (int written = 0; written < BOMB_BYTES; written += nothing.length) {
        zip.write(nothing);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return zipped.toByteArray();
  }

  public static void main(String[] arguments) throws IOException {
    ServerSocket server = new ServerSocket();
    server.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[4]), 0), BACKLOG);
    System.out.println(server.getLocalPort());
    Sites sites = new Sites();
    Thread.ofPlatform().daemon().start(() -> sites.serve(server));
    while (System.in.read() >= 0) {
      // until whoever started it is gone
    }
    System.exit(0);
  }

  private void serve(ServerSocket server) {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      while (true) {
        Socket socket = server.accept();
        executor.execute(() -> answer(socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void answer(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      String behaviour = behaviour(socket.getInputStream());
      switch (behaviour) {
        case "loris" -> drip(out);
        case "endless" -> flood(out);
        case "bomb" -> explode(out);
        case "reset" -> socket.setSoLinger(true, 0);
        case "silent" -> socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        default -> out.write(GOOD);
      }
    } catch (IOException e) {
      // the other side has gone
    }
  }

  private static String behaviour(InputStream in) throws IOException {
    byte[] request = new byte[4_096];
    int length = 0;
    while (length < request.length) {
      int read = in.read(request, length, request.length - length);
      if (read < 0) {
        throw new IOException("gone");
      }
      length += read;
      String text = new String(request, 0, length, StandardCharsets.US_ASCII);
      if (text.endsWith("\r\n\r\n")) {
        return text.substring(text.indexOf('/') + 1, text.indexOf(" HTTP"));
      }
    }
    throw new IOException("too long");
  }

  private static void drip(OutputStream out) throws IOException {
    out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
    while (true) {
      out.write("X-Slow: x\r\n".getBytes(StandardCharsets.US_ASCII));
      LockSupport.parkNanos(500_000_000L);
    }
  }

  private void explode(OutputStream out) throws IOException {
    String head =
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(bomb);
  }

  private static void flood(OutputStream out) throws IOException {
    out.write(ENDLESS);
    byte[] chunk = new byte[16_384];
    while (true) {
      out.write(chunk);
    }
  }
}
