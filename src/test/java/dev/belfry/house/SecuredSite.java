package dev.belfry.house;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/** A site behind TLS that may want to see certificates; it remembers who came. */
public final class SecuredSite implements AutoCloseable {
  private final HttpsServer server;
  private volatile @Nullable String location;

  /** Subjects of those who were answered; {@code nobody} for one without a certificate. */
  public final List<String> visitors = new CopyOnWriteArrayList<>();

  /**
   * @param needs whether only those with a certificate are let in, or they are asked for it
   * @param protocol such as {@code TLSv1.3}
   */
  public SecuredSite(SSLContext context, boolean needs, String protocol) throws IOException {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters connection) {
            SSLParameters parameters = context.getDefaultSSLParameters();
            parameters.setProtocols(new String[] {protocol});
            parameters.setWantClientAuth(!needs);
            if (needs) {
              parameters.setNeedClientAuth(true);
            }
            connection.setSSLParameters(parameters);
          }
        });
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          visitors.add(visitor((com.sun.net.httpserver.HttpsExchange) exchange));
          byte[] bytes = "{\"access_token\":\"good\"}".getBytes(StandardCharsets.US_ASCII);
          if (location != null) {
            exchange.getResponseHeaders().set("Location", location);
          }
          exchange.sendResponseHeaders(location == null ? 200 : 302, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  private static String visitor(com.sun.net.httpserver.HttpsExchange exchange) {
    try {
      return exchange.getSSLSession().getPeerPrincipal().getName();
    } catch (SSLPeerUnverifiedException e) {
      return "nobody";
    }
  }

  public void sendsTo(String url) {
    location = url;
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String url() {
    return "https://127.0.0.1:" + port() + "/";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
