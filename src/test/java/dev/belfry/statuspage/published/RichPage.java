package dev.belfry.statuspage.published;

import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.statuspage.StatusPageTest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A page that has something of everything, to be looked at. */
@ApplicationScoped
class RichPage {
  static final String CALM =
      "{'name':'Web site','status':'operational'},{'name':'Telephone','description':'Mondays to Fridays','status':'operational'}";

  private static final String UPDATE =
      """
      The **database** of the checkout was slow:\\n\\n- orders are *kept*,\\n- nothing is lost,\\n- see [our notes](https://example.org/notes).\\n\\n\
      > We are sorry.\\n\\n```\\nselect count(*) from orders where state = 'waiting' and made_at > now() - interval '1 day';\\n```""";

  private final ShownPages pages;
  private final TestClock clock;

  RichPage(ShownPages pages, TestClock clock) {
    this.pages = pages;
    this.clock = clock;
  }

  /** Its slug. */
  String make(Person owner) {
    String web = pages.monitor(owner, "UP");
    String checkout = pages.monitor(owner, "DOWN");
    String card = pages.monitor(owner, "UP");
    String invoice = pages.monitor(owner, "PENDING");
    String slug =
        pages.made(
            owner,
            """
      {'name':'Web site','description':'example.org and all of its pages','monitor_id':'%s'},
      {'name':'Checkout','group':'Shop','monitor_id':'%s'},{'name':'Search','group':'Shop','monitor_id':'%s'},
      {'name':'Recommendations of what others bought, in all countries','group':'Shop','monitor_id':'%s'},
      {'name':'Payment by card','group':'Payments','monitor_id':'%s'},{'name':'Payment by invoice','group':'Payments','monitor_id':'%s'},
      {'name':'Telephone','group':'People','status':'partial_outage'},{'name':'Counter','group':'People'}"""
                .formatted(
                    web,
                    checkout,
                    pages.monitor(owner, "DEGRADED"),
                    pages.monitor(owner, "UP"),
                    card,
                    invoice)
                .replace("\n", ""),
            ",'description':'How the services of Example Shop stand, and what we know of it.','show_latency':true,'theme':{'accent':'#6d28d9'}");
    pages.history(owner, 1, 80);
    String old =
        pages.told(owner, web, "low", "Pictures load slowly", "Some pictures load slowly.");
    update(owner, old, "The cache is *warm* again.", "monitoring");
    owner.asks().body("").post("/v1/incidents/" + old + "/resolve").then().statusCode(200);
    clock.advanceSeconds(5_400);
    String open =
        pages.told(owner, checkout, "high", "Orders cannot be placed", "We are looking into it.");
    clock.advanceSeconds(600);
    update(owner, open, UPDATE, "identified");
    maintain(owner, card, "New terminals", clock.instant(), 7_200);
    maintain(
        owner,
        web,
        "Move to another data centre",
        clock.instant().plus(2, ChronoUnit.DAYS),
        14_400);
    return slug;
  }

  private static void update(Person owner, String incident, String text, String status) {
    owner
        .asks()
        .body(
            "{\"message\":\"%s\",\"status\":\"%s\",\"public\":true}"
                .formatted(text.strip(), status))
        .post("/v1/incidents/" + incident + "/updates")
        .then()
        .statusCode(201);
  }

  private static void maintain(
      Person owner, String monitor, String name, Instant from, int seconds) {
    owner
        .asks()
        .body(
            Json.of(
                "{'name':'%s','description':'It may be away for some minutes.','monitor_ids':['%s'],'starts_at':'%s','ends_at':'%s'}",
                name, monitor, from, from.plusSeconds(seconds)))
        .post("/v1/maintenance")
        .then()
        .statusCode(201);
  }

  /** One word without end in every text. */
  String hostile(Person owner) {
    String monitor = pages.monitor(owner, "DOWN");
    String word = "<b>" + "W".repeat(90);
    String slug =
        pages.made(
            owner,
            "{'name':'%1$s','group':'%1$s','description':'%1$s','monitor_id':'%2$s'}"
                .formatted(word, monitor),
            ",'description':'%s'".formatted(word));
    String incident = pages.told(owner, monitor, "critical", word, word);
    update(
        owner,
        incident,
        "# %1$s\\n\\n%1$s\\n\\n`%1$s`\\n\\n- %1$s\\n\\n[%1$s](https://example.org/%1$s)\\n\\n    %1$s"
            .formatted(word),
        "investigating");
    maintain(owner, monitor, word, clock.instant(), 3_600);
    return slug;
  }

  String locked(Person owner) {
    String slug = StatusPageTest.slug();
    StatusPageTest.make(
            owner,
            "{'name':'Example Shop','slug':'%s','access':{'mode':'password','password':'open sesame, please'}}"
                .formatted(slug))
        .statusCode(201);
    return slug;
  }
}
