package dev.belfry.statuspage.subscriber;

import static io.restassured.RestAssured.given;

import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.Postbox;
import dev.belfry.notify.Desk;
import dev.belfry.platform.mail.SmtpPeer;
import dev.belfry.statuspage.StatusPageTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What tests do with subscribers, and the letters that they get. */
@ApplicationScoped
public class Letters {
  static final String HERE = "https://status.belfry.example";
  private static final Pattern LINK = Pattern.compile(Pattern.quote(HERE) + "(/status/\\S+)");

  private final Announcements announcements;
  private final Desk desk;

  Letters(Announcements announcements, Desk desk) {
    this.announcements = announcements;
    this.desk = desk;
  }

  /** A mail server, and an address that the installation knows of itself. */
  public static class WithMail extends Postbox.Profile {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> all = new HashMap<>(super.getConfigOverrides());
      all.put("belfry.statuspage.public-url", HERE + "/");
      all.put("belfry.egress.allow-outsiders", "127.0.0.0/8");
      return all;
    }
  }

  static SmtpPeer server() {
    return new SmtpPeer(null, Postbox.port());
  }

  /** Tells all that is to be told, and waits for it. */
  void runDue() {
    try {
      announcements.runDue();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    desk.runDue();
  }

  static String address() {
    return "r" + UUID.randomUUID() + "@example.org";
  }

  /** Asks and confirms; the link of the subscription. */
  String subscriber(SmtpPeer server, Made page, String address, List<String> components) {
    subscribe(page, Map.of("email", address, "component", components)).statusCode(200);
    runDue();
    String link = to(server, address).getFirst().link();
    act(link, "action", "confirm&component=" + String.join("&component=", components))
        .statusCode(200);
    return link;
  }

  /** A page with two components that watch, and its slug. */
  static Made page(Person owner, String fields) {
    String slug = StatusPageTest.slug();
    String till = StatusPageTest.monitor(owner, "");
    String web = StatusPageTest.monitor(owner, "");
    var made =
        StatusPageTest.make(
                owner,
                "{'name':'Shop','slug':'%s','allow_email_subscribers':true,'allow_webhook_subscribers':true%s,'components':[{'name':'Till','monitor_id':'%s'},{'name':'Web','monitor_id':'%s'}]}"
                    .formatted(slug, fields, till, web))
            .statusCode(201)
            .extract();
    return new Made(
        made.path("id"),
        slug,
        till,
        web,
        made.path("components[0].id"),
        made.path("components[1].id"));
  }

  record Made(String id, String slug, String till, String web, String tillPart, String webPart) {
    String path() {
      return "/status/" + slug;
    }
  }

  static ValidatableResponse subscribe(Made page, Map<String, ?> form) {
    RequestSpecification asks = given().contentType("application/x-www-form-urlencoded");
    form.forEach(
        (name, value) -> {
          List<?> all = value instanceof List<?> several ? several : List.of(value);
          all.forEach(one -> asks.formParam(name, one));
        });
    return asks.post(page.path() + "/subscribe").then();
  }

  /** What somebody does with the link of a letter. */
  static ValidatableResponse act(String link, String field, Object value) {
    return given()
        .contentType("application/x-www-form-urlencoded")
        .urlEncodingEnabled(false)
        .body(field + "=" + value)
        .post(URI.create(link))
        .then();
  }

  static String incident(Person owner, String monitor, String more) {
    return owner
        .asks()
        .body(
            Json.of(
                "{'title':'Till is slow','affected':['%s'],'public':true,'description':'We look at the **disk**'%s}",
                monitor, more))
        .post("/v1/incidents")
        .then()
        .statusCode(201)
        .extract()
        .path("id");
  }

  /** A letter as it came. */
  record Letter(MimeMessage mail, String text) {
    String header(String name) throws MessagingException {
      String[] found = mail.getHeader(name);
      return found == null ? "" : found[0];
    }

    /** The first path of ours in it. */
    String link() {
      Matcher link = LINK.matcher(text);
      if (!link.find()) {
        throw new AssertionError("no link in " + text);
      }
      String last = link.group(1);
      while (link.find()) {
        last = link.group(1);
      }
      return last;
    }
  }

  /** To an address, in their order. */
  static List<Letter> to(SmtpPeer server, String address) {
    return server.heard.stream()
        .filter(line -> line.contains("\n") && line.contains("To: " + address))
        .map(Letters::read)
        .toList();
  }

  private static Letter read(String mail) {
    try {
      MimeMessage message =
          new MimeMessage(
              null, new ByteArrayInputStream(mail.getBytes(StandardCharsets.ISO_8859_1)));
      return new Letter(message, "" + message.getContent());
    } catch (MessagingException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
