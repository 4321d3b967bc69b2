package dev.belfry.access.member;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A reset does not outlive the passwords by which it was asked for. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PasswordResetEndTest {
  private static final String NEW = "a password after the loss";
  private static final String OWN = "a password that he chose";
  @Inject House house;

  @Test
  void endsWhenEitherOfThemTakesANewPassword() {
    Person alice = house.alice();
    Person bob = house.bob(alice);
    Person dave = house.member(alice, "dave", "monitor:read");
    String bobs = PasswordResetTest.offer(alice, bob).path("token");
    change(bob);
    PasswordResetTest.use(bobs, NEW).then().statusCode(401);
    UserTest.login(bob.email(), OWN).then().statusCode(201);
    String daves =
        PasswordResetTest.offer(alice, dave).then().statusCode(201).extract().path("token");
    change(alice);
    PasswordResetTest.use(daves, NEW).then().statusCode(401);
    String last =
        PasswordResetTest.offer(alice, dave).then().statusCode(201).extract().path("token");
    PasswordResetTest.use(last, NEW).then().statusCode(204);
  }

  @Test
  void whoseOwnPasswordIsResetHasPassedNoneOn() {
    Person alice = house.alice();
    Person clerk = house.member(alice, "clerk", "user:*", "monitor:read");
    Person dave = house.member(alice, "dave", "monitor:read");
    String daves =
        PasswordResetTest.offer(clerk, dave).then().statusCode(201).extract().path("token");
    PasswordResetTest.use(PasswordResetTest.offer(alice, clerk).path("token"), NEW)
        .then()
        .statusCode(204);
    PasswordResetTest.use(daves, NEW).then().statusCode(401);
  }

  private static void change(Person person) {
    person
        .asks()
        .body(Map.of("current", TestDatabase.PASSWORD, "new", OWN))
        .post("/v1/password")
        .then()
        .statusCode(204);
  }
}
