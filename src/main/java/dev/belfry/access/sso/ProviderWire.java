package dev.belfry.access.sso;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The way to the provider: no redirects, little patience, small answers, and https unless it runs
 * on this machine.
 */
@ApplicationScoped
class ProviderWire implements HTTPRequestSender, ResourceRetriever {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int LARGEST = 256 * 1024;
  private static final int OK = 200;

  private final HttpClient client =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(PATIENCE)
          .build();

  @Override
  public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest asked) throws IOException {
    HttpRequest.Builder request = request(asked.getURI());
    asked
        .getHeaderMap()
        .forEach((name, values) -> values.forEach(value -> request.header(name, value)));
    String body = asked.getBody();
    request.method(
        asked.getMethod().name(),
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body));
    HttpResponse<String> answer = exchange(request.build());
    HTTPResponse response = new HTTPResponse(answer.statusCode());
    try {
      response.setContentType(answer.headers().firstValue("Content-Type").orElse(null));
    } catch (ParseException e) {
      throw new IOException("the provider's answer has a content type that cannot be read", e);
    }
    response.setBody(answer.body());
    return response;
  }

  @Override
  public Resource retrieveResource(URL url) throws IOException {
    HttpResponse<String> answer = exchange(request(URI.create(url.toString())).GET().build());
    if (answer.statusCode() != OK) {
      throw new IOException("the provider answered " + answer.statusCode());
    }
    return new Resource(
        answer.body(), answer.headers().firstValue("Content-Type").orElse("application/json"));
  }

  private static HttpRequest.Builder request(URI uri) throws IOException {
    if (!ProviderUrl.isSafe(uri)) {
      throw new IOException("the provider names an address that is not https");
    }
    return HttpRequest.newBuilder(uri).timeout(PATIENCE);
  }

  private HttpResponse<String> exchange(HttpRequest request) throws IOException {
    try {
      return client.send(
          request,
          HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofString(), LARGEST));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    }
  }

  private static IOException interrupted(@Nullable Throwable cause) {
    IOException failure = new InterruptedIOException("interrupted while asking the provider");
    failure.initCause(cause);
    return failure;
  }
}
