package dev.belfry.access.key;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every field of a key by which one could gain something, against everybody who may make and change
 * keys: nobody hands out more than he has, by no way.
 */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeyEscalationTest {
  private static final Instant SOON = Instant.parse("2099-01-01T00:00:00Z");
  private static final String MAKES = "'key:create','key:update','key:read','key:delete'";

  /** Who asks. */
  enum By {
    OWNER,
    MEMBER,
    /** A key of the owner with few scopes and no bounds. */
    KEY,
    /** The same with an end, networks and limits. */
    BOUNDED_KEY,
    /** A key of a member who has lost a scope since. */
    NARROWED_KEY
  }

  /** What would be gained, and who has it. */
  enum Gain {
    SCOPE("'scopes':['monitor:delete']", By.OWNER),
    EVERYTHING("'scopes':['*:*']", By.OWNER),
    ONE_SCOPE_TOO_MANY(
        "'grants':[{'scopes':['monitor:read'],'categories':'ALL','groups':'ALL'},"
            + "{'scopes':['webhook:read'],'categories':[],'groups':[]}]",
        By.OWNER),
    MAKING_KEYS("'scopes':['key:create']", By.OWNER, By.MEMBER),
    LOST_SCOPE("'scopes':['category:read']", By.OWNER),
    LONGER_LIFE(
        "'expires_at':'" + SOON.plusSeconds(1) + "'", By.OWNER, By.MEMBER, By.KEY, By.NARROWED_KEY),
    OTHER_NETWORK(
        "'allowed_networks':['127.0.0.0/8','192.0.2.0/24']",
        By.OWNER,
        By.MEMBER,
        By.KEY,
        By.NARROWED_KEY),
    WIDER_NETWORK(
        "'allowed_networks':['126.0.0.0/7']", By.OWNER, By.MEMBER, By.KEY, By.NARROWED_KEY),
    MORE_CALLS(
        "'limits':[{'requests':101,'window_seconds':60}]",
        By.OWNER,
        By.MEMBER,
        By.KEY,
        By.NARROWED_KEY),
    OTHER_WINDOW(
        "'limits':[{'requests':1,'window_seconds':61}]",
        By.OWNER,
        By.MEMBER,
        By.KEY,
        By.NARROWED_KEY),
    NO_LIMITS("'limits':[]", By.OWNER, By.MEMBER, By.KEY, By.NARROWED_KEY);

    private final String field;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<By> allowed;

    Gain(String field, By first, By... others) {
      this.field = field;
      this.allowed = EnumSet.of(first, others);
    }
  }

  @Inject House house;
  @Inject Rows rows;
  private @Nullable Person owner;
  private final Map<By, String> keys = new EnumMap<>(By.class);
  private @Nullable Person member;

  @BeforeEach
  void people() {
    if (owner != null) {
      return;
    }
    Person alice = house.alice();
    Person bob =
        house.member(
            alice, "bob", "key:create", "key:update", "key:read", "key:delete", "monitor:read");
    Person dave =
        house.member(
            alice,
            "dave",
            "key:create",
            "key:update",
            "key:read",
            "key:delete",
            "monitor:read",
            "category:read");
    String scopes = "'scopes':[" + MAKES + ",'monitor:read']";
    keys.put(By.KEY, Kept.made(alice.asks(), "{'name':'k'," + scopes + "}").key());
    keys.put(
        By.BOUNDED_KEY,
        Kept.made(
                alice.asks(),
                "{'name':'k',"
                    + scopes
                    + ",'expires_at':'"
                    + SOON
                    + "','allowed_networks':['127.0.0.0/8','::1'],'limits':[{'requests':100,'window_seconds':60}]}")
            .key());
    keys.put(
        By.NARROWED_KEY,
        Kept.made(
                dave.asks(), "{'name':'k','scopes':[" + MAKES + ",'monitor:read','category:read']}")
            .key());
    rows.change(
        "update access_membership set rights_version = rights_version + 1, grants = (select grants from access_membership where id = ?) where id = ?",
        bob.founder().member().uuid(),
        dave.founder().member().uuid());
    owner = alice;
    member = bob;
  }

  private Person alice() {
    return Objects.requireNonNull(owner);
  }

  private RequestSpecification asks(By by) {
    return switch (by) {
      case OWNER -> alice().asks();
      case MEMBER -> Objects.requireNonNull(member).asks();
      default -> Person.asks(Objects.requireNonNull(keys.get(by)));
    };
  }

  /** Keys with limits are tried in few calls each, so none is held up by its own. */
  static Stream<Arguments> matrix() {
    return Stream.of(Gain.values())
        .flatMap(gain -> Stream.of(By.values()).map(by -> Arguments.of(gain, by)));
  }

  private static String body(Gain gain) {
    String scopes =
        gain.field.startsWith("'scopes'") || gain.field.startsWith("'grants'")
            ? ""
            : "'scopes':['monitor:read'],";
    return "{'name':'k'," + scopes + gain.field + "}";
  }

  @ParameterizedTest
  @Checklist(60)
  @MethodSource("matrix")
  void noKeyIsMadeWithMoreThanOneHas(Gain gain, By by) {
    Kept.posted(asks(by), "/v1/keys", body(gain)).statusCode(gain.allowed.contains(by) ? 201 : 403);
  }

  @ParameterizedTest
  @Checklist(60)
  @MethodSource("matrix")
  void noKeyIsChangedToMoreThanOneHas(Gain gain, By by) {
    Kept mine = Kept.made(asks(by), "{'name':'k','scopes':['monitor:read']}");
    var answer = Kept.patched(asks(by), mine.id(), "{" + gain.field + "}");
    if (gain.allowed.contains(by) && !(gain == Gain.MAKING_KEYS && by == By.KEY)) {
      answer.statusCode(200);
      return;
    }
    answer.statusCode(403).body("code", equalTo("escalation_denied"));
    assertEquals("active", mine.shown(alice(), "status"));
    assertEquals(
        java.util.List.of("monitor:read"),
        alice().asks().get("/v1/keys/" + mine.id()).path("grants[0].scopes"));
  }

  /** A patch with null takes away; where that widens, it is as forbidden as saying it. */
  @Test
  @Checklist(50)
  void nothingIsWidenedByNull() {
    Kept mine = Kept.made(asks(By.BOUNDED_KEY), "{'name':'k','scopes':['monitor:read']}");
    for (String field : new String[] {"expires_at", "allowed_networks", "limits"}) {
      Kept.patched(asks(By.BOUNDED_KEY), mine.id(), "{'" + field + "':null}")
          .statusCode(403)
          .body("errors[0].pointer", equalTo("/" + field));
    }
    asks(By.BOUNDED_KEY)
        .body("{\"name\":\"k\",\"scopes\":[\"monitor:read\"]}")
        .put("/v1/keys/" + mine.id())
        .then()
        .statusCode(403);
    Kept.patched(alice().asks(), mine.id(), "{'allowed_networks':null}").statusCode(200);
  }

  @Test
  void whatAKeySaysNothingOfIsAsWithItself() {
    Kept mine = Kept.made(asks(By.BOUNDED_KEY), "{'name':'k','scopes':['monitor:read']}");
    var made = alice().asks().get("/v1/keys/" + mine.id()).then();
    made.body("allowed_networks", equalTo(java.util.List.of("127.0.0.0/8", "::1/128")))
        .body("limits[0].requests", equalTo(100));
    assertEquals(
        SOON.truncatedTo(java.time.temporal.ChronoUnit.MILLIS),
        Instant.parse(made.extract().path("expires_at"))
            .truncatedTo(java.time.temporal.ChronoUnit.MILLIS));
  }

  @Test
  @Checklist(61)
  void aKeyNarrowsItselfAndNothingElse() {
    Kept key = Kept.made(alice().asks(), "{'name':'k','scopes':[" + MAKES + ",'monitor:read']}");
    for (String wider :
        new String[] {"{'scopes':['*:*']}", "{'scopes':['monitor:read','monitor:delete']}"}) {
      Kept.patched(key.asks(), key.id(), wider).statusCode(403);
    }
    Kept.patched(key.asks(), key.id(), "{'expires_at':'" + SOON + "'}").statusCode(200);
    Kept.patched(key.asks(), key.id(), "{'expires_at':null}").statusCode(403);
    Kept.patched(key.asks(), key.id(), "{'scopes':['key:update','monitor:read']}").statusCode(200);
    Kept.patched(key.asks(), key.id(), "{'scopes':[" + MAKES + ",'monitor:read']}").statusCode(403);
    key.asks().post("/v1/keys/" + key.id() + "/enable").then().statusCode(200);
    key.asks().post("/v1/keys/" + key.id() + "/disable").then().statusCode(200);
    key.asks().post("/v1/keys/" + key.id() + "/enable").then().statusCode(401);
  }

  @Test
  @Checklist(60)
  void aChainEndsAfterOneLink() {
    Kept child = Kept.made(asks(By.KEY), "{'name':'k','scopes':['monitor:read']}");
    Kept.posted(child.asks(), "/v1/keys", "{'name':'k','scopes':['monitor:read']}").statusCode(403);
    Kept.patched(alice().asks(), child.id(), "{'scopes':['key:create']}").statusCode(403);
    Kept.posted(
            asks(By.KEY),
            "/v1/keys",
            "{'name':'k','scopes':['monitor:read'],'owner_id':'"
                + Sql.serviceAccount(rows, alice(), "[]")
                + "'}")
        .statusCode(403);
  }

  /** A weak key of an owner is not its owner: the strong keys beside it stay out of its reach. */
  @Test
  @Checklist(63)
  void aKeyDoesNotReachTheOtherKeysOfItsOwner() {
    Kept strong = Kept.made(alice().asks(), "{'name':'k','kind':'full_access'}");
    RequestSpecification weak = asks(By.KEY);
    weak.get("/v1/keys/" + strong.id()).then().statusCode(404);
    Kept.posted(asks(By.KEY), "/v1/keys/" + strong.id() + "/rotate", "{}").statusCode(404);
    Kept.posted(asks(By.KEY), "/v1/keys/" + strong.id() + "/can", "{'scope':'monitor:read'}")
        .statusCode(404);
    Kept.patched(asks(By.KEY), strong.id(), "{'scopes':['monitor:read']}").statusCode(404);
    asks(By.KEY).get("/v1/personal-keys").then().statusCode(403);
  }

  @Test
  @Checklist(67)
  void aGrantOfOneCategoryStaysThere() {
    String category =
        alice().asks().body("{\"name\":\"Shop " + SOON + "\"}").post("/v1/categories").path("id");
    Kept limited =
        Kept.made(
            alice().asks(),
            "{'name':'k','grants':[{'scopes':['monitor:read'],'categories':['"
                + category
                + "'],'groups':'ALL'},{'scopes':['key:create','key:update','monitor:delete'],'categories':'ALL','groups':'ALL'}]}");
    Kept.posted(limited.asks(), "/v1/keys", "{'name':'k','scopes':['monitor:read']}")
        .statusCode(403);
    Kept child =
        Kept.made(
            limited.asks(),
            "{'name':'k','grants':[{'scopes':['monitor:read'],'categories':['"
                + category
                + "'],'groups':'ALL'}]}");
    Kept.patched(
            limited.asks(),
            child.id(),
            "{'grants':[{'scopes':['monitor:read'],'categories':'ALL','groups':'ALL'}]}")
        .statusCode(403);
  }
}
