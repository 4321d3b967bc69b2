package dev.belfry.tour;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One shell in which the blocks of the tour are run one after another, as in a terminal. */
final class Shell implements AutoCloseable {
  private static final String END = "--- end of block ---";
  private static final int PATIENCE_SECONDS = 180;

  private final Process process;
  private final OutputStream in;
  private final BufferedReader out;

  Shell(Map<String, String> environment) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("bash", "--norc", "-s").redirectErrorStream(true);
    builder.environment().putAll(environment);
    process = builder.start();
    in = process.getOutputStream();
    out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Runs a block and answers what it printed. */
  String run(String script) throws IOException {
    in.write((script + "\necho; echo '" + END + "'\n").getBytes(StandardCharsets.UTF_8));
    in.flush();
    CompletableFuture<String> answer = CompletableFuture.supplyAsync(this::block);
    try {
      return answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    } catch (java.util.concurrent.CompletionException e) {
      process.destroyForcibly();
      throw new IllegalStateException("this block did not end:\n" + script, e);
    }
  }

  private String block() {
    StringBuilder printed = new StringBuilder();
    try {
      for (String line = out.readLine(); line != null && !line.equals(END); line = out.readLine()) {
        printed.append(line).append('\n');
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return printed.toString();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
