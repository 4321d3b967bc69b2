package dev.belfry.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The sites, running. */
public final class SiteProgram implements AutoCloseable {
  private static final String[] HOSTILE = {"loris", "endless", "reset", "silent", "bomb"};
  private static final int HOSTS = 250;

  private final Process process;
  private final int port;

  public SiteProgram() throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "src/test/java/dev/belfry/bench/Sites.java")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    port = Integer.parseInt(String.valueOf(said.readLine()));
  }

  public int port() {
    return port;
  }

  /**
   * One of many sites, each at an address of its own. Every sixth of the hostile refuses.
   *
   * @param hostile whether it is one of those that hurt
   */
  public String url(int n, boolean hostile) {
    if (!hostile) {
      return "http://127.1." + n % HOSTS + ".1:" + port + "/good";
    }
    int way = n % (HOSTILE.length + 1);
    return way == HOSTILE.length
        ? "http://127.2." + n % HOSTS + ".1:1/refuses"
        : "http://127.2." + n % HOSTS + ".1:" + port + "/" + HOSTILE[way];
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.onExit().join();
  }
}
