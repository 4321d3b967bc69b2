package dev.belfry.house;

import static io.restassured.RestAssured.given;

import dev.belfry.access.grant.GrantSpec;
import dev.belfry.access.people.People;
import dev.belfry.account.Founding;
import dev.belfry.account.Plan;
import io.restassured.http.ContentType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * The people of the tests: Alice owns an account, Bob is a member with few rights, Carol may look,
 * Mallory owns another account.
 */
@ApplicationScoped
public class House {
  private final Founding founding;
  private final People people;

  House(Founding founding, People people) {
    this.founding = founding;
    this.people = people;
  }

  /** A fresh account with its owner. */
  public Person alice() {
    return owner("alice");
  }

  /** The owner of a fresh account that has nothing to do with Alice's. */
  public Person mallory() {
    return owner("mallory");
  }

  /** Another person in somebody's account, with these scopes on everything. */
  public Person member(Person owner, String name, String... scopes) {
    People.NewPerson person = person(name, "member", List.of(GrantSpec.atAll(List.of(scopes))));
    return signedIn(people.join(owner.account(), person), person.email());
  }

  /** The address of another person in somebody's account, who has not signed in. */
  public String unsigned(Person owner, String name, String... scopes) {
    People.NewPerson person = person(name, "member", List.of(GrantSpec.atAll(List.of(scopes))));
    people.join(owner.account(), person);
    return person.email();
  }

  public Person bob(Person owner) {
    return member(owner, "bob", "monitor:read", "monitor:pause");
  }

  public Person carol(Person owner) {
    return member(owner, "carol", "*:read");
  }

  private Person owner(String name) {
    People.NewPerson person = person(name, "owner", List.of(GrantSpec.atAll(List.of("*:*"))));
    return signedIn(
        founding.found(person, new Founding.Terms(name, Plan.ENTERPRISE)), person.email());
  }

  /** An owner whose plan has few of everything. */
  public Person onPlan(Plan plan) {
    People.NewPerson person = person("erin", "owner", List.of(GrantSpec.atAll(List.of("*:*"))));
    return signedIn(
        founding.found(person, new Founding.Terms(plan.name().toLowerCase(Locale.ROOT), plan)),
        person.email());
  }

  private static People.NewPerson person(String name, String role, List<GrantSpec> grants) {
    String email = name + "-" + UUID.randomUUID() + "@example.org";
    return new People.NewPerson(email, name, TestDatabase.PASSWORD, role, grants);
  }

  private static Person signedIn(People.Founder founder, String email) {
    return new Person(founder.account(), email, signIn(email), founder);
  }

  /** The token of a new session. */
  public static String signIn(String email) {
    return given()
        .contentType(ContentType.JSON)
        .body(Map.of("email", email, "password", TestDatabase.PASSWORD))
        .post("/v1/session")
        .then()
        .statusCode(201)
        .extract()
        .path("token");
  }
}
