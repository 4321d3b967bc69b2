package dev.belfry.account;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.Checklist;
import dev.belfry.house.Routes;
import dev.belfry.house.Rows;
import dev.belfry.house.TestDatabase;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The first start happens once, and leaves no door. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class BootstrapTest {
  @Inject Bootstrap bootstrap;
  @Inject Rows rows;

  @Test
  @Checklist(115)
  void aLaterStartMakesNothing() {
    List<?> before = state();
    bootstrap.firstStart(new StartupEvent());
    assertEquals(before, state());
  }

  private List<?> state() {
    return rows.select(
        """
        select (select count(*) from access_account) || ' ' || (select count(*) from access_key) || ' '
          || (select string_agg(id || password_hash, ',' order by id) from access_user)""");
  }

  /** Names and passwords that other products are delivered with. */
  @Test
  @Checklist(115)
  void nobodyIsThereByDefault() {
    for (String email : List.of(TestDatabase.ADMIN, "admin@localhost", "admin@example.org")) {
      for (String password : List.of("admin", "password", "changeme", "belfry", "", email)) {
        int status =
            given()
                .contentType(ContentType.JSON)
                .body(Map.of("email", email, "password", password))
                .post("/v1/session")
                .statusCode();
        assertEquals(true, status == 401 || status == 422, email + " " + password + status);
      }
    }
    assertEquals(
        List.of(),
        Routes.all().stream()
            .map(Routes.Route::template)
            .filter(path -> path.matches(".*/(setup|install|wizard|bootstrap|init|debug)(/.*)?"))
            .toList());
  }
}
