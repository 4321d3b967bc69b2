package dev.belfry.platform.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.belfry.house.Checklist;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedirectsTest {
  private static final Map<String, String> HEADERS =
      Map.of("Authorization", "Bearer x", "X-Key", "y", "Content-Type", "text/plain");

  @ParameterizedTest
  @CsvSource({
    "301, GET, GET",
    "301, HEAD, HEAD",
    "301, POST, GET",
    "301, PUT, PUT",
    "301, DELETE, DELETE",
    "302, GET, GET",
    "302, POST, GET",
    "302, PATCH, PATCH",
    "303, GET, GET",
    "303, HEAD, HEAD",
    "303, POST, GET",
    "303, PUT, GET",
    "303, DELETE, GET",
    "307, GET, GET",
    "307, POST, POST",
    "308, POST, POST",
    "308, PUT, PUT",
  })
  void theMethodFollowsRfc9110(int status, String before, String after) throws BadUrl {
    Hop next = Redirects.next(hop(before, new byte[1]), status, "/next");
    assertEquals(after, next.method());
    boolean kept = before.equals(after) && status != 303;
    assertEquals(kept, next.body() != null);
    assertEquals(kept, next.headers().containsKey("Content-Type"));
  }

  @ParameterizedTest
  @CsvSource({
    "/x, https://example.com/x",
    "x?y=1, https://example.com/a/x?y=1",
    "?y=1, https://example.com/a/b?y=1",
    "../x, https://example.com/x",
    "//other.test/x, https://other.test/x",
    "http://other.test, http://other.test/",
    "https://EXAMPLE.com:443/x y#z, https://example.com/x%20y",
    "'https://example.com/{a}|b', https://example.com/%7Ba%7D%7Cb",
  })
  void theLocationIsResolved(String location, String uri) throws BadUrl {
    assertEquals(uri, Redirects.next(hop("GET", null), 302, location).uri().toString());
  }

  @ParameterizedTest
  @Checklist(103)
  @CsvSource({
    "/x, true",
    "https://example.com:443/x, true",
    "https://EXAMPLE.com./x, true",
    "http://example.com/, false",
    "http://example.com:443/, false",
    "https://example.com:8443/, false",
    "https://sub.example.com/, false",
    "https://example.com.evil.test/, false",
  })
  void headersOfPeopleStayWithinTheOrigin(String location, boolean kept) throws BadUrl {
    Hop next = Redirects.next(hop("POST", new byte[1]), 307, location);
    assertEquals(kept, next.headers().containsKey("Authorization"));
    assertEquals(kept, next.headers().containsKey("X-Key"));
    assertEquals("text/plain", next.headers().get("Content-Type"));
  }

  @ParameterizedTest
  @Checklist(103)
  @ValueSource(
      strings = {
        "file:///etc/passwd", "gopher://x/", "ftp://x/", "http://user:pw@x.test/", "https:///",
        "http://127.1/", "http://x.test:25/", "http://x\\@y/", "mailto:a", "http://a b/"
      })
  void otherLocationsAreRefused(String location) {
    assertThrows(BadUrl.class, () -> Redirects.next(hop("GET", null), 302, location));
  }

  @Test
  void onlyRedirectsWithALocationLead() {
    assertEquals(true, Redirects.leads(301, "/"));
    assertEquals(false, Redirects.leads(301, null));
    assertEquals(false, Redirects.leads(200, "/"));
    assertEquals(false, Redirects.leads(304, "/"));
    assertEquals(false, Redirects.leads(300, "/"));
  }

  private static Hop hop(String method, byte @org.jspecify.annotations.Nullable [] body) {
    return new Hop(method, URI.create("https://example.com/a/b"), HEADERS, body);
  }
}
