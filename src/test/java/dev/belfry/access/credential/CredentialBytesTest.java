package dev.belfry.access.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import dev.belfry.house.Wire;
import dev.belfry.house.Wire.Reply;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Credentials byte by byte, as no client library would send them: what is not exactly one valid
 * credential opens nothing, and nothing is made.
 */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class CredentialBytesTest {
  private static final String BODY = "{\"name\":\"made by nobody\"}";
  private static final String TYPE = "Content-Type: application/json";
  @Inject House house;
  private Person alice;
  private String key;

  @BeforeEach
  void people() {
    alice = house.alice();
    key = alice.key("*:*");
  }

  @AfterEach
  void nothingWasMade() {
    alice.asks().get("/v1/categories").then().body("data", Matchers.hasSize(0));
  }

  @Test
  @Checklist(2)
  void anEmptyHeaderIsAWrongCredentialAndNotNone() {
    refused(401, "invalid_credential", "X-API-Key:");
    refused(401, "invalid_credential", "X-Session-ID: ");
    refused(401, "invalid_credential", "Authorization:");
    refused(401, "invalid_credential", "Authorization: Bearer");
    refused(401, "invalid_credential", "Authorization: Bearer ");
    refused(401, "invalid_credential", "Authorization: Basic ");
    refused(401, "invalid_credential", "Cookie: belfry_session=", "Sec-Fetch-Site: same-origin");
  }

  @Test
  @Checklist({3, 5, 6})
  void ofTwoNoneIsChosenWhicheverIsValid() {
    String other = "nonsense";
    for (List<String> two : List.of(List.of(key, key), List.of(other, key), List.of(key, other))) {
      refused(
          400,
          "ambiguous_credentials",
          "X-API-Key: " + two.getFirst(),
          "X-API-Key: " + two.getLast());
      refused(
          400,
          "ambiguous_credentials",
          "Authorization: Bearer " + two.getFirst(),
          "Authorization: Bearer " + two.getLast());
      refused(
          400,
          "ambiguous_credentials",
          "X-API-Key: " + two.getFirst(),
          "Authorization: Bearer " + two.getLast());
    }
    refused(400, "ambiguous_credentials", "X-API-Key:", "X-API-Key: " + key);
    refused(400, "ambiguous_credentials", "X-Session-ID:", "X-API-Key: " + key);
    refused(
        400,
        "ambiguous_credentials",
        "X-API-Key: " + key,
        "Cookie: belfry_session=" + alice.session());
    refused(400, "ambiguous_credentials", "X-API-Key: " + key, "Cookie: belfry_session=");
  }

  @Test
  @Checklist(4)
  void severalInOneLineAreNone() {
    refused(401, "invalid_credential", "X-API-Key: " + key + ", " + key);
    refused(401, "invalid_credential", "X-API-Key: " + key + ",");
    refused(401, "invalid_credential", "X-API-Key: " + key + " " + key);
    refused(401, "invalid_credential", "Authorization: Bearer " + key + ", Bearer " + key);
    refused(401, "invalid_credential", "Authorization: Bearer " + key + ", Basic x");
  }

  @Test
  @Checklist({9, 10})
  void ofWhiteSpaceOnlyWhatHttpTakesAwayIsForgiven() {
    admitted("authorization: bEaReR " + key);
    admitted("X-API-Key:" + key);
    admitted("X-API-Key: \t " + key + " \t");
    refused(401, "invalid_credential", "Authorization: Bearer  " + key);
    refused(401, "invalid_credential", "Authorization: Bearer\t" + key);
    refused(401, "invalid_credential", "Authorization: \"Bearer " + key + "\"");
    for (String strange : List.of("\u00a0", "\u200b", "\ufeff", "\u2028", "\u00ad")) {
      String bytes = bytes(strange);
      refused(401, "invalid_credential", "X-API-Key: " + key + bytes);
      refused(401, "invalid_credential", "X-API-Key: " + bytes + key);
      refused(401, "invalid_credential", "Authorization: Bearer " + bytes + key);
    }
    refused(401, "invalid_credential", "X-API-Key: " + key + "\u00a0");
  }

  @Test
  @Checklist({11, 12})
  void charactersThatLookAlikeAreOthers() {
    refused(401, "invalid_credential", "X-API-Key: " + bytes("\uff42" + key.substring(1)));
    refused(401, "invalid_credential", "X-API-Key: " + bytes("b\u0444y" + key.substring(3)));
    String fullWidth =
        key.chars()
            .map(c -> c > ' ' ? c + 0xfee0 : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    assertEquals(key, Normalizer.normalize(fullWidth, Normalizer.Form.NFKC), "it folds to the key");
    refused(401, "invalid_credential", "X-API-Key: " + bytes(fullWidth));
    refused(401, "invalid_credential", "X-API-Key: " + bytes(key + "\u0301"));
    refused(401, "invalid_credential", "X-API-Key: " + key.toUpperCase(Locale.ROOT));
    refused(401, "invalid_credential", "X-API-Key: " + key.toLowerCase(Locale.ROOT));
    refused(401, "invalid_credential", "X-API-Key: " + key.replace("bfy", "Bfy"));
  }

  @Test
  @Checklist(13)
  void controlCharactersEndTheCall() {
    for (String strange : List.of("\0", "\r", "\u000b", "\f", "\u0007", "\u007f", "\u001b")) {
      unread("X-API-Key: " + key + strange);
      unread("X-API-Key: " + strange + key);
    }
    unread("X-API-Key: " + key + "\nX-Other: 1", "X-API-Key: " + key);
    unread("X-API-Key:", " " + key);
    unread("X-API-Key: " + key.substring(0, 20), "\t" + key.substring(20));
    unread("X-Other: 1\n X-API-Key: " + key);
  }

  @Test
  @Checklist(14)
  void whatIsHugeIsCutOffBeforeItIsRead() {
    Reply header = ask("X-API-Key: " + "a".repeat(1_000_000));
    assertEquals(431, header.status(), header.toString());
    String[] many = new String[3_000];
    java.util.Arrays.fill(many, "X-Other: " + key);
    assertEquals(431, ask(many).status());
    assertEquals(414, Wire.get("/v1/" + "a".repeat(100_000)).status());
    for (Reply reply : List.of(header, ask(many))) {
      assertTrue(!reply.text().contains(key), "it repeats what was sent");
    }
  }

  @Test
  @Checklist(18)
  void aPartOrTwiceTheKeyIsNoKey() {
    refused(401, "invalid_credential", "X-API-Key: " + key.substring(0, key.length() - 1));
    refused(401, "invalid_credential", "X-API-Key: " + key.substring(1));
    refused(401, "invalid_credential", "X-API-Key: " + key.substring("bfy_".length()));
    refused(401, "invalid_credential", "X-API-Key: " + key + key);
    refused(401, "invalid_credential", "X-API-Key: " + key + "0");
    refused(401, "invalid_credential", "X-API-Key: " + key + "\\n");
    refused(401, "invalid_credential", "X-API-Key: \"" + key + "\"");
    unread("X-API-Key: " + key + "\n");
  }

  @Test
  @Checklist(19)
  void inBasicTheKeyIsTheUserNameAndNothingElse() {
    admitted("Authorization: Basic " + base64(key + ":"));
    Map<String, String> pairs =
        Map.of(
            "as password", ":" + key,
            "beside a password", key + ":x",
            "twice", key + ":" + key,
            "two colons", key + "::",
            "without a colon", key,
            "with a line break", key + "\n:",
            "with a letter of another script", key + "\u0430:",
            "nothing", "",
            "only a colon", ":");
    pairs.forEach(
        (what, pair) -> refused(401, "invalid_credential", "Authorization: Basic " + base64(pair)));
    for (String bad : List.of("%%%", "====", key, base64(key + ":") + "!", "\u00e9\u00e9")) {
      refused(401, "invalid_credential", "Authorization: Basic " + bad);
    }
    refused(401, "invalid_credential", "Authorization: Basic  " + base64(key + ":"));
    byte[] latin = (key + ":\u00e9").getBytes(StandardCharsets.ISO_8859_1);
    refused(
        401,
        "invalid_credential",
        "Authorization: Basic " + Base64.getEncoder().encodeToString(latin));
  }

  @Test
  @Checklist(20)
  void aHeaderOfAnotherNameIsNotRead() {
    refused(401, "unauthenticated", "X_API_Key: " + key);
    refused(401, "unauthenticated", "X-API_Key: " + key);
    refused(401, "unauthenticated", "XAPIKey: " + key);
    refused(401, "unauthenticated", "Proxy-Authorization: Bearer " + key);
    refused(401, "unauthenticated", "Cookie: api_key=" + key);
    unread("x-api-key : " + key);
    unread("x-api-key\t: " + key);
    unread("\u00a0x-api-key: " + key);
  }

  /** A body, a query and what follows a chunked body are no places for one. */
  @Test
  @Checklist({7, 8})
  void elsewhereInTheRequestIsNoPlaceForAKey() {
    String body = "{\"api_key\":\"" + key + "\",\"name\":\"x\"}";
    Reply inBody = Wire.ask("POST", "/v1/categories", body, TYPE);
    assertEquals(401, inBody.status(), inBody.toString());
    Reply beside = Wire.ask("POST", "/v1/categories", body, TYPE, "X-API-Key: " + key);
    assertEquals(422, beside.status(), beside.toString());
    assertTrue(beside.body().contains("\"pointer\":\"/api_key\""), beside.toString());
    assertTrue(!beside.text().contains(key), "it repeats the key");
    assertEquals(401, Wire.get("/v1/account?api_key=" + key).status());
    assertEquals(401, Wire.get("/v1/account?session_id=" + alice.session()).status());
    assertEquals(401, Wire.get("/v1/account?api_key=" + key, "X-API-Key: nonsense").status());
    Reply trailer =
        Wire.send(
            "POST /v1/categories HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + TYPE
                + "\r\nTransfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(BODY.length())
                + "\r\n"
                + BODY
                + "\r\n0\r\nX-API-Key: "
                + key
                + "\r\n\r\n");
    assertEquals(401, trailer.status(), trailer.toString());
  }

  private static Reply ask(String... lines) {
    String[] all = java.util.Arrays.copyOf(lines, lines.length + 1);
    all[lines.length] = TYPE;
    return Wire.ask("POST", "/v1/categories", BODY, all);
  }

  private static void refused(int status, String code, String... lines) {
    Reply reply = ask(lines);
    Map<String, Object> told = new TreeMap<>();
    told.put("status", reply.status());
    told.put("code", reply.body().contains("\"code\":\"" + code + "\""));
    told.put("type", reply.headers("Content-Type"));
    told.put("challenge", reply.headers("WWW-Authenticate").size());
    assertEquals(
        Map.of(
            "status",
            status,
            "code",
            true,
            "type",
            List.of("application/problem+json"),
            "challenge",
            status == 401 ? 1 : 0),
        told,
        String.join(" ~ ", lines) + "\n" + reply);
  }

  /** Whether the bytes are refused as no HTTP, or their sense as no credential. */
  private static void unread(String... lines) {
    Reply reply = ask(lines);
    assertTrue(
        reply.status() == 400 || reply.status() == 401, String.join(" ~ ", lines) + "\n" + reply);
    assertEquals(1, reply.answers());
  }

  private static void admitted(String line) {
    assertEquals(200, Wire.get("/v1/account", line).status(), line);
  }

  private static String base64(String pair) {
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  /** UTF-8 as it is on the wire, one character a byte. */
  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
