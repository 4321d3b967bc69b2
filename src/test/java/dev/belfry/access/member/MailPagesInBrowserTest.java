package dev.belfry.access.member;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.house.Chromium;
import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.Postbox;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * The pages behind the links of mails, in a browser that takes the code out of the link. Pictures
 * are in {@code target/screenshots}.
 */
@QuarkusTest
@TestProfile(Postbox.Profile.class)
@QuarkusTestResource(TestDatabase.class)
class MailPagesInBrowserTest {
  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final String PASSWORD = "a guest's password";
  private static final String FINDINGS =
      "axe.run().then(r => r.violations.map(v => v.impact + ' ' + v.id + ' ' + v.nodes[0].target))";

  @Inject House house;
  @Inject InvitationMails mails;

  @Test
  void aGuestAcceptsAndSeesWhereToSignIn() throws IOException, SQLException {
    var program = Chromium.program();
    assumeTrue(
        program.isPresent(), "no chromium, chromium-browser or google-chrome is on the path");
    Person alice = house.alice();
    String guest = "guest-" + UUID.randomUUID() + "@example.org";
    List<String> wrong = new ArrayList<>();
    try (Postbox post = new Postbox();
        Chromium browser = new Chromium(program.get())) {
      alice
          .asks()
          .body(Json.of("{'email':'%s'}", guest))
          .post("/v1/invitations")
          .then()
          .statusCode(202);
      mails.runDue();
      for (String form : List.of("password-reset", "confirm-address")) {
        browser.looksLike(390, true);
        browser.goTo(uri(form));
        wrong.addAll(look(browser, form));
      }
      browser.looksLike(1_280, false);
      browser.goTo(uri("invitation#" + post.code(guest, 1)));
      wrong.addAll(look(browser, "invitation"));
      browser.evaluate("document.querySelector('[name=password]').value = \"" + PASSWORD + "\"");
      browser.send("form");
      assertEquals("You are a member now", browser.evaluate("document.title").asText());
      wrong.addAll(look(browser, "invitation-accepted"));
      browser.looksLike(390, false);
      wrong.addAll(look(browser, "invitation-accepted-390"));
      browser.goTo(URI.create(browser.evaluate("document.querySelector('a').href").asText()));
      assertTrue(browser.evaluate("location.pathname").asText().startsWith("/docs"));
    }
    assertEquals(List.of(), wrong);
    UserTest.login(guest, PASSWORD).then().statusCode(201);
  }

  private static URI uri(String page) {
    return URI.create("http://localhost:" + RestAssured.port + "/" + page);
  }

  private static List<String> look(Chromium browser, String name) throws IOException {
    Files.createDirectories(PICTURES);
    Files.write(PICTURES.resolve(name + ".png"), browser.picture());
    List<String> wrong = new ArrayList<>();
    if (browser
        .evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
        .asBoolean()) {
      wrong.add(name + " scrolls sideways");
    }
    try (InputStream axe = Chromium.class.getResourceAsStream("/axe.min.js")) {
      assertTrue(axe != null, "axe.min.js is on the class path");
      browser.evaluate(new String(axe.readAllBytes(), StandardCharsets.UTF_8) + ";0");
    }
    for (JsonNode finding : browser.evaluate(FINDINGS)) {
      wrong.add(name + ": " + finding.asText());
    }
    return wrong;
  }
}
