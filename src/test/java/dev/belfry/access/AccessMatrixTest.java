package dev.belfry.access;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.belfry.access.grant.Scope;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Routes;
import dev.belfry.house.Routes.Route;
import dev.belfry.house.TestDatabase;
import dev.belfry.platform.id.TypeId;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every route against every way not to be allowed on it; a new route is in it by itself. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessMatrixTest {
  @Inject House house;
  private @Nullable Person owner;

  @BeforeEach
  void people() {
    if (owner == null) {
      owner = house.alice();
    }
  }

  private Person alice() {
    return Objects.requireNonNull(owner);
  }

  static Stream<Route> closed() {
    return Routes.all().stream().filter(route -> !route.open());
  }

  static Stream<Route> scoped() {
    return closed().filter(route -> route.scope() != null);
  }

  @ParameterizedTest
  @MethodSource("closed")
  void nobodyIsLetInWithoutACredential(Route route) {
    call(RestAssured.given(), route)
        .statusCode(401)
        .header("WWW-Authenticate", "Bearer realm=\"belfry\"")
        .contentType("application/problem+json")
        .body("code", equalTo("unauthenticated"));
  }

  @ParameterizedTest
  @MethodSource("closed")
  void aKeyThatIsNotKnownIsRefused(Route route) {
    call(Person.asks("bfy_svc_nkvdoIh0STRhskXzrFGapxpFsFn6WqNs45CkeD"), route)
        .statusCode(401)
        .header("WWW-Authenticate", containsString("error=\"invalid_token\""))
        .body("code", equalTo("invalid_credential"));
  }

  @ParameterizedTest
  @MethodSource("scoped")
  void allScopesButTheRightOneAreNotEnough(Route route) {
    String[] others =
        Arrays.stream(Scope.values())
            .filter(scope -> scope != route.scope())
            .map(Scope::text)
            .toArray(String[]::new);
    String scope = Objects.requireNonNull(route.scope()).text();
    call(Person.asks(alice().key(others)), route)
        .statusCode(403)
        .header("WWW-Authenticate", containsString("scope=\"" + scope + "\""))
        .body("code", equalTo("insufficient_scope"))
        .body("detail", containsString(scope));
  }

  @ParameterizedTest
  @MethodSource("scoped")
  void theRightScopeAloneIsEnoughToBeLetIn(Route route) {
    String scope = Objects.requireNonNull(route.scope()).text();
    call(Person.asks(alice().key(scope)), route)
        .statusCode(not(401))
        .statusCode(not(403))
        .statusCode(not(500));
  }

  private static ValidatableResponse call(RequestSpecification caller, Route route) {
    RequestSpecification request = caller.contentType(route.contentType());
    if (!route.verb().equals("GET") && !route.verb().equals("DELETE")) {
      request = request.body("{}");
    }
    return request.request(route.verb(), route.path(TypeId.format("xxx", TypeId.next()))).then();
  }
}
