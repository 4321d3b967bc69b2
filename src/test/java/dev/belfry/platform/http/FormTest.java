package dev.belfry.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Routes;
import dev.belfry.house.TestDatabase;
import dev.belfry.house.Warnings;
import dev.belfry.house.Wire;
import dev.belfry.house.Wire.Reply;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Forms of browsers, which hold passwords and codes of mails. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class FormTest {
  private static final String FORM = "application/x-www-form-urlencoded";

  @Test
  void whatIsNoFormIsRefusedAndNotInTheLog() {
    Map<String, Reply> wrong = new TreeMap<>();
    List<Routes.Route> forms =
        Routes.all().stream().filter(route -> route.open() && route.verb().equals("POST")).toList();
    assertTrue(forms.size() > 5, forms.toString());
    try (Warnings warnings = new Warnings()) {
      for (Routes.Route route : forms) {
        for (String body :
            List.of(
                "password=Secret%", "password=Secret%zz", "a%=Secret", "%", "a=%e4", "%u0041")) {
          ask(wrong, route, FORM, body);
        }
        for (String charset : List.of("", " ", "\"\"", "none", "utf-16", "x/y", "\u00e4")) {
          ask(wrong, route, FORM + "; charset=" + charset, "token=Secret&password=Secret");
        }
      }
      assertEquals(List.of(), warnings.messages());
    }
    assertEquals(Map.of(), wrong);
  }

  private static void ask(Map<String, Reply> wrong, Routes.Route route, String type, String body) {
    Reply reply = Wire.ask("POST", route.path("x"), body, "Content-Type: " + type);
    if (reply.status() >= 500 || reply.text().contains("Secret")) {
      wrong.put(route.template() + " " + type + " " + body, reply);
    }
  }
}
