package dev.belfry.access.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Calls with one credential from several addresses of the loopback network 127.0.0.0/8. */
final class Wanderer {
  private final String header;
  private final String credential;

  Wanderer(String key) {
    this("X-API-Key", key);
  }

  Wanderer(String header, String credential) {
    this.header = header;
    this.credential = credential;
  }

  void calls(String address, int times) {
    answers(address, 200, times);
  }

  void answers(String address, int status, int times) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + RestAssured.port + "/v1/monitors"))
            .header(header, credential)
            .build();
    try (HttpClient client =
        HttpClient.newBuilder().localAddress(InetAddress.ofLiteral(address)).build()) {
      for (int i = 0; i < times; i++) {
        assertEquals(
            status, client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
