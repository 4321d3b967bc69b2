package dev.belfry.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A browser of one person: keeps cookies by host and port, goes where it is sent, fills in forms.
 */
public final class Browser {
  private static final Pattern FORM = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");
  private static final int MOST_REDIRECTS = 10;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, Map<String, String>> cookies = new TreeMap<>();

  /** Where it ended, and what was there. */
  public record Page(URI uri, int status, String body) {}

  public Page get(URI uri) {
    return follow(uri, HttpRequest.newBuilder(uri).GET());
  }

  /** Fills in the one form of a page and sends it. */
  public Page submit(Page page, Map<String, String> fields) {
    Matcher form = FORM.matcher(page.body());
    if (!form.find()) {
      throw new IllegalStateException("there is no form at " + page.uri() + ":\n" + page.body());
    }
    URI action = page.uri().resolve(form.group(1).replace("&amp;", "&"));
    String body =
        fields.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    return follow(
        action,
        HttpRequest.newBuilder(action)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Of the server at this address. */
  public Map<String, String> cookies(URI of) {
    return cookies.computeIfAbsent(of.getAuthority(), authority -> new TreeMap<>());
  }

  private Page follow(URI from, HttpRequest.Builder first) {
    URI uri = from;
    HttpResponse<String> answer = send(uri, first);
    for (int i = 0; i < MOST_REDIRECTS && answer.statusCode() / 100 == 3; i++) {
      uri = uri.resolve(answer.headers().firstValue("Location").orElseThrow());
      answer = send(uri, HttpRequest.newBuilder(uri).GET());
    }
    return new Page(uri, answer.statusCode(), answer.body());
  }

  private HttpResponse<String> send(URI uri, HttpRequest.Builder request) {
    String kept =
        cookies(uri).entrySet().stream()
            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
            .collect(Collectors.joining("; "));
    if (!kept.isEmpty()) {
      request.header("Cookie", kept);
    }
    try {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      answer.headers().allValues("Set-Cookie").forEach(line -> keep(uri, line));
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void keep(URI uri, String line) {
    String pair = line.split(";")[0];
    String name = pair.substring(0, pair.indexOf('='));
    String value = pair.substring(pair.indexOf('=') + 1);
    if (value.isEmpty() || line.contains("Max-Age=0")) {
      cookies(uri).remove(name);
    } else {
      cookies(uri).put(name, value);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
