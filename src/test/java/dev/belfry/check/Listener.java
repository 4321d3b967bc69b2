package dev.belfry.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A TCP peer on loopback that plays a scene with everyone who connects. */
public final class Listener implements AutoCloseable {
  private final ServerSocket server;

  /** What is said and heard over one connection; it is closed at the end of it. */
  @FunctionalInterface
  public interface Scene {
    void play(Socket peer) throws Exception;
  }

  private Listener(ServerSocket server) {
    this.server = server;
  }

  public static Listener playing(Scene scene) throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
    Listener listener = new Listener(server);
    Thread.startVirtualThread(() -> listener.accept(scene));
    return listener;
  }

  /** Takes connections and says nothing until the peer goes. */
  public static Listener silent() throws IOException {
    return playing(peer -> peer.getInputStream().transferTo(OutputStream.nullOutputStream()));
  }

  /** Says bytes that are no protocol, without end, slowly enough to be annoying. */
  public static Listener babbling() throws IOException {
    return playing(
        peer -> {
          byte[] nonsense = new byte[1024];
          new java.util.Random(7).nextBytes(nonsense);
          while (true) {
            peer.getOutputStream().write(nonsense);
          }
        });
  }

  public int port() {
    return server.getLocalPort();
  }

  /** The next line that the peer says, without its end. */
  public static String line(Socket peer) throws IOException {
    StringBuilder line = new StringBuilder();
    InputStream in = peer.getInputStream();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  public static void say(Socket peer, String text) throws IOException {
    peer.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
  }

  private void accept(Scene scene) {
    while (!server.isClosed()) {
      try {
        Socket peer = server.accept();
        Thread.startVirtualThread(
            () -> {
              try (peer) {
                scene.play(peer);
              } catch (Exception e) {
                // The looker went away, which is what most scenes end with.
              }
            });
      } catch (IOException e) {
        return;
      }
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
