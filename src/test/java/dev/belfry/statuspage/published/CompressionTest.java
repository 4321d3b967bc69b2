package dev.belfry.statuspage.published;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What everybody may read comes in fewer bytes; what only some may read does not. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class CompressionTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @Inject House house;
  @Inject ShownPages pages;

  private static HttpResponse<byte[]> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  @Test
  void aPublicPageComesZippedToWhoeverReadsThat() throws Exception {
    Person alice = house.alice();
    String slug = "/status/" + pages.page(alice, pages.monitor(alice, "UP"), "");
    for (String path : List.of(slug, slug + "/history", slug + "/api/v2/summary.json?lang=de")) {
      HttpResponse<byte[]> plain = get(path);
      if (plain.body().length < 1_024) {
        continue;
      }
      HttpResponse<byte[]> zipped = get(path, "Accept-Encoding", "br;q=1.0, gzip;q=0.8");
      assertEquals("gzip", header(zipped, "Content-Encoding"), path);
      assertTrue(zipped.body().length * 2 < plain.body().length, path);
      assertTrue(header(zipped, "Vary").contains("Accept-Encoding"), path);
      assertArrayEquals(
          plain.body(),
          new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes(),
          path);
      assertNotEquals(header(plain, "ETag"), header(zipped, "ETag"), path);
      for (String tag : List.of(header(plain, "ETag"), header(zipped, "ETag"))) {
        assertEquals(304, get(path, "Accept-Encoding", "gzip", "If-None-Match", tag).statusCode());
        assertEquals(304, get(path, "If-None-Match", tag).statusCode());
      }
    }
    for (String none : List.of("identity", "gzip;q=0", "gzip; q=0.0", "br", "", "xgzip")) {
      HttpResponse<byte[]> answer = get(slug, "Accept-Encoding", none);
      assertEquals("", header(answer, "Content-Encoding"), none);
    }
  }

  @Test
  void whatOnlySomeMayReadDoesNot() throws Exception {
    Person alice = house.alice();
    String monitor = pages.monitor(alice, "UP");
    String near =
        pages.page(alice, monitor, ",'access':{'mode':'networks','networks':['127.0.0.0/8']}");
    String locked =
        pages.page(
            alice, monitor, ",'access':{'mode':'password','password':'open sesame, please'}");
    HttpResponse<byte[]> question = get("/status/" + locked, "Accept-Encoding", "gzip");
    assertEquals("", header(question, "Content-Encoding"));
    String pass =
        RestAssured.given()
            .redirects()
            .follow(false)
            .formParam("password", "open sesame, please")
            .post("/status/" + locked + "/unlock")
            .getHeader("Set-Cookie")
            .split(";", 2)[0];
    for (String path : List.of(near, locked, near + "/history.atom", locked + "/history")) {
      HttpResponse<byte[]> answer =
          get("/status/" + path, "Accept-Encoding", "gzip", "Cookie", pass);
      assertEquals(200, answer.statusCode(), path);
      assertEquals("", header(answer, "Content-Encoding"), path);
    }
    assertTrue(get("/status/" + near).body().length > 1_024);
  }
}
