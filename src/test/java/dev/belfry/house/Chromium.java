package dev.belfry.house;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Chromium of this system with one tab and no window, driven by its DevTools protocol
 * (chromedevtools.github.io/devtools-protocol). One thread at a time.
 */
public final class Chromium implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");

  /**
   * Without a sandbox of its own, since it refuses to start one as root; it sees our pages only.
   */
  private static final List<String> OPTIONS =
      List.of(
          "--headless=new",
          "--no-sandbox",
          "--no-first-run",
          "--no-proxy-server",
          "--disable-gpu",
          "--disable-dev-shm-usage",
          "--disable-background-networking",
          "--disable-component-update",
          "--hide-scrollbars",
          "--remote-debugging-port=0");

  private final Path home;
  private final Process process;
  private final WebSocket socket;
  private final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
  private final String session;
  private int asked;

  /** Where it is on the path; empty where there is none. */
  public static Optional<Path> program() {
    return Stream.of(System.getenv("PATH").split(Pattern.quote(File.pathSeparator), -1))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  public Chromium(Path program) throws IOException {
    home = Files.createTempDirectory("chromium");
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(OPTIONS);
    command.add("--user-data-dir=" + home);
    command.add("about:blank");
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve("output").toFile())
            .start();
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(address(), new Ear())
            .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
            .join();
    String tab =
        ask(null, "Target.createTarget", Map.of("url", "about:blank")).get("targetId").asText();
    session =
        ask(null, "Target.attachToTarget", Map.of("targetId", tab, "flatten", true))
            .get("sessionId")
            .asText();
    ask("Page.enable", Map.of());
  }

  /** It writes where it listens when it does. */
  private URI address() throws IOException {
    Path file = home.resolve("DevToolsActivePort");
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      if (lines.size() == 2) {
        return URI.create("ws://127.0.0.1:" + lines.getFirst() + lines.getLast());
      }
      pause();
    }
    throw new IllegalStateException(
        "it did not start: " + Files.readString(home.resolve("output"), StandardCharsets.UTF_8));
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** How wide the window is, and what the reader's system prefers. */
  public void looksLike(int width, boolean dark) {
    ask(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    ask(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  /** Comes back when all of the page is there. */
  public void goTo(URI page) {
    JsonNode gone = ask("Page.navigate", Map.of("url", page.toString()));
    if (gone.hasNonNull("errorText")) {
      throw new IllegalStateException(page + ": " + gone.get("errorText").asText());
    }
    await(message -> message.path("method").asText().equals("Page.loadEventFired"));
  }

  /** Sends a form; comes back when all of the answer is there. */
  public void send(String form) {
    evaluate("document.querySelector('" + form + "').requestSubmit()");
    await(message -> message.path("method").asText().equals("Page.loadEventFired"));
  }

  /**
   * What an expression is worth, awaited where it is a promise; policies of pages do not stop it.
   */
  public JsonNode evaluate(String expression) {
    JsonNode answer =
        ask(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(answer.get("exceptionDetails").toString());
    }
    return answer.get("result").path("value");
  }

  /**
   * All of the page, also what one would have to scroll to, as a PNG; of long ones the beginning.
   */
  public byte[] picture() {
    JsonNode size = ask("Page.getLayoutMetrics", Map.of()).get("cssContentSize");
    Map<String, ?> clip =
        Map.of(
            "x", 0,
            "y", 0,
            "width", size.get("width").asInt(),
            "height", Math.min(6_000, size.get("height").asInt()),
            "scale", 1);
    JsonNode taken =
        ask(
            "Page.captureScreenshot",
            Map.of("format", "png", "captureBeyondViewport", true, "clip", clip));
    return Base64.getDecoder().decode(taken.get("data").asText());
  }

  private JsonNode ask(String method, Map<String, ?> parameters) {
    return ask(session, method, parameters);
  }

  private JsonNode ask(@Nullable String of, String method, Map<String, ?> parameters) {
    int id = ++asked;
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", JSON.valueToTree(parameters));
    if (of != null) {
      message.put("sessionId", of);
    }
    socket.sendText(message.toString(), true).join();
    JsonNode answer = await(one -> one.path("id").asInt() == id);
    if (answer.has("error")) {
      throw new IllegalStateException(method + ": " + answer.get("error"));
    }
    return answer.get("result");
  }

  /** The next message of this kind; others before it are let go. */
  private JsonNode await(Predicate<JsonNode> wanted) {
    try {
      while (true) {
        JsonNode message = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (message == null) {
          throw new IllegalStateException("the browser says nothing");
        }
        if (wanted.test(message)) {
          return message;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    socket.abort();
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(
        one -> one.onExit().completeOnTimeout(one, PATIENCE.toSeconds(), TimeUnit.SECONDS).join());
    try (Stream<Path> files = Files.walk(home)) {
      files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
  }

  /** Hears messages, which may come in parts. */
  private final class Ear implements WebSocket.Listener {
    private final StringBuilder part = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
      part.append(text);
      if (last) {
        try {
          heard.add(JSON.readTree(part.toString()));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        part.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedFuture(null);
    }
  }
}
