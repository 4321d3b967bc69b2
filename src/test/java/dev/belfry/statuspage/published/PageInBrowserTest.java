package dev.belfry.statuspage.published;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.house.Chromium;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * Pages as a browser shows them: on a desk and on a telephone, by day and by night. They are free
 * of what axe-core calls serious or critical, and nobody has to scroll sideways. Pictures are in
 * {@code target/screenshots}.
 */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PageInBrowserTest {
  private static final Logger LOG = Logger.getLogger(PageInBrowserTest.class);
  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final int DESK = 1_280;
  private static final int TELEPHONE = 390;

  private static final String FINDINGS =
      """
      axe.run({resultTypes: ['violations']}).then(r => r.violations.map(v => ({
        impact: v.impact, rule: v.id, where: v.nodes.slice(0, 5).map(n => n.target + ' ' + n.failureSummary)})))""";

  private static final String ROOM =
      "[document.documentElement.scrollWidth, document.documentElement.clientWidth]";

  /** Of which elements the text is wider than they are, or that stand out of the page. */
  private static final String OUTSIDE =
      """
      [...document.querySelectorAll('body *')].filter(e => !e.closest('svg') && !e.matches('.skip')
        && e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
        .map(e => e.outerHTML.slice(0, 80))""";

  @Inject House house;
  @Inject RichPage rich;
  @Inject ShownPages pages;

  @Test
  void isForEverybodyOnEveryScreen() throws IOException {
    var program = Chromium.program();
    assumeTrue(
        program.isPresent(), "no chromium, chromium-browser or google-chrome is on the path");
    Person alice = house.alice();
    String slug = rich.make(alice);
    String incident =
        pages
            .get("/status/" + slug + "/api/v2/incidents.json")
            .then()
            .extract()
            .path("incidents[0].id");
    Map<String, String> views = new LinkedHashMap<>();
    views.put("page", slug);
    views.put("japanese", slug + "?lang=ja");
    views.put("history", slug + "/history?lang=de");
    views.put("incident", slug + "/incidents/" + incident + "?lang=fr");
    views.put("calm", pages.made(alice, RichPage.CALM, ""));
    views.put("empty", pages.made(alice, "", ""));
    views.put("hostile", rich.hostile(alice));
    String invites =
        ",'allow_webhook_subscribers':true,'domain':'d-" + UUID.randomUUID() + ".example.org'";
    views.put("subscribe", pages.made(alice, RichPage.CALM, invites) + "/subscribe?lang=de");
    views.put("locked", rich.locked(alice) + "?lang=es");
    List<String> wrong = new ArrayList<>();
    try (Chromium browser = new Chromium(program.get());
        InputStream axe = Chromium.class.getResourceAsStream("/axe.min.js")) {
      assertTrue(axe != null, "axe.min.js is on the class path");
      String script = new String(axe.readAllBytes(), StandardCharsets.UTF_8);
      for (Map.Entry<String, String> view : views.entrySet()) {
        for (int width : List.of(DESK, TELEPHONE)) {
          for (boolean dark : List.of(false, true)) {
            browser.looksLike(width, dark);
            browser.goTo(uri(view.getValue()));
            String name = view.getKey() + "-" + width + (dark ? "-dark" : "-light");
            look(browser, name, script).forEach(one -> wrong.add(name + ": " + one));
          }
        }
      }
    }
    assertEquals(List.of(), wrong, () -> String.join("\n", wrong));
  }

  private static URI uri(String path) {
    return URI.create("http://localhost:" + RestAssured.port + "/status/" + path);
  }

  private static List<String> look(Chromium browser, String name, String axe) throws IOException {
    List<String> wrong = new ArrayList<>();
    Files.createDirectories(PICTURES);
    Files.write(PICTURES.resolve(name + ".png"), browser.picture());
    JsonNode room = browser.evaluate(ROOM);
    if (room.get(0).asInt() > room.get(1).asInt()) {
      wrong.add("scrolls sideways: " + room + " " + browser.evaluate(OUTSIDE));
    }
    browser.evaluate(axe + ";0");
    for (JsonNode finding : browser.evaluate(FINDINGS)) {
      if (List.of("serious", "critical").contains(finding.get("impact").asText())) {
        wrong.add(finding.toString());
      } else {
        LOG.infof("%s: %s", name, finding);
      }
    }
    return wrong;
  }
}
