package dev.belfry.statuspage.subscriber;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.house.House;
import dev.belfry.house.Json;
import dev.belfry.house.Person;
import dev.belfry.house.TestClock;
import dev.belfry.house.TestDatabase;
import dev.belfry.platform.mail.SmtpPeer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Whoever edits a page asks readers, and looks at them. */
@QuarkusTest
@TestProfile(Letters.WithMail.class)
@QuarkusTestResource(TestDatabase.class)
class AskedTogetherTest {
  private static final int MANY = 40;
  private static final String ADDED = "/v1/activity?action=status_page_subscriber.added";

  @Inject House house;
  @Inject TestClock clock;
  @Inject Letters letters;

  private static Response ask(Person owner, Letters.Made page, String kind, String address) {
    return owner
        .asks()
        .body(Json.of("{'kind':'%s','address':'%s'}", kind, address))
        .post("/v1/status-pages/" + page.id() + "/subscribers");
  }

  @Test
  void ofManyWhoAskTogetherForOneAddressAllGetTheSame() throws Exception {
    Person alice = house.alice();
    clock.advanceSeconds(3_600);
    Letters.Made page = Letters.page(alice, "");
    String reader = Letters.address();
    List<ExtractableResponse<Response>> answers = new ArrayList<>();
    for (int round = 0; round < 2; round++) {
      CyclicBarrier together = new CyclicBarrier(MANY);
      Callable<ExtractableResponse<Response>> asking =
          () -> {
            together.await();
            return ask(alice, page, "email", reader).then().extract();
          };
      try (ExecutorService threads = Executors.newFixedThreadPool(MANY)) {
        List<Future<ExtractableResponse<Response>>> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
          all.add(threads.submit(asking));
        }
        for (Future<ExtractableResponse<Response>> one : all) {
          answers.add(one.get());
        }
      }
    }
    answers.add(ask(alice, page, "email", reader).then().extract());
    assertEquals(Set.of(201), each(answers, ExtractableResponse::statusCode));
    assertEquals(1, each(answers, ExtractableResponse::asString).size());
    alice
        .asks()
        .get("/v1/status-pages/" + page.id() + "/subscribers")
        .then()
        .body("pagination.total", equalTo(1));
    alice.asks().get(ADDED).then().body("data.size()", equalTo(1));
    try (SmtpPeer server = Letters.server()) {
      letters.runDue();
      assertEquals(1, Letters.to(server, reader).size());
    }
    clock.advanceSeconds(3_601);
    ask(alice, page, "email", reader).then().statusCode(201);
    alice.asks().get(ADDED).then().body("data.size()", equalTo(1));
    alice
        .asks()
        .get("/v1/activity?action=status_page_subscriber.asked_again")
        .then()
        .body("data.size()", equalTo(1));
  }

  private static <T> Set<T> each(
      List<ExtractableResponse<Response>> answers,
      Function<ExtractableResponse<Response>, T> what) {
    return answers.stream().map(what).collect(Collectors.toSet());
  }

  @Test
  void whoeverMayNotChangeThePageSeesNoAddress() {
    Person alice = house.alice();
    clock.advanceSeconds(3_600);
    Letters.Made page = Letters.page(alice, "");
    String list = "/v1/status-pages/" + page.id() + "/subscribers";
    String mail = "reader.of.news@example.org";
    String url = "https://hooks.example.org/secret-path?token=1";
    String one = ask(alice, page, "email", mail).then().statusCode(201).extract().path("id");
    ask(alice, page, "webhook", url).then().statusCode(201).body("address", equalTo(url));
    String reads = alice.key("statuspage:read");
    String writes = alice.key("statuspage:read", "statuspage:update");
    Person.asks(reads)
        .get(list)
        .then()
        .statusCode(200)
        .body("data.address", hasItems("r…@example.org", "hooks.example.org"))
        .body("data.address", not(hasItem(mail)));
    Person.asks(reads)
        .get(list + "/" + one)
        .then()
        .statusCode(200)
        .body("address", equalTo("r…@example.org"));
    Person.asks(reads)
        .get(list + "/" + one + "/deliveries")
        .then()
        .statusCode(200)
        .body(not(containsString("reader.of")));
    for (String filter : List.of("q", "address", "search", "sort")) {
      Person.asks(reads).get(list + "?" + filter + "=" + mail).then().statusCode(400);
    }
    Person.asks(writes).get(list).then().body("data.address", hasItems(mail, url));
    Person.asks(writes).get(list + "/" + one).then().body("address", equalTo(mail));
  }
}
