package dev.belfry.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Agent;
import dev.belfry.house.Agent.Answer;
import dev.belfry.house.Checklist;
import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestDatabase;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * Plants secrets of every kind, uses them rightly and wrongly, and looks for them in the log, the
 * metrics, the answers and all rows.
 */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class PlantedSecretsTest {
  private static final String PASSWORD = "planted password 8c21";
  private static final String HEADER = "planted-header-5d09";
  private static final String BODY = "planted-body-77fe";
  private static final String QUERY = "planted-query-13ab";
  private static final String USERINFO = "planted-userinfo-c0de";

  @Inject House house;
  @Inject Rows rows;

  @Inject
  @SuppressWarnings("deprecation") // the registry that Quarkus makes
  PrometheusMeterRegistry meters;

  private final List<String> answers = new ArrayList<>();

  private static final class Listener extends Handler {
    final Queue<String> heard = new ConcurrentLinkedQueue<>();

    @Override
    public void publish(LogRecord message) {
      StringWriter text = new StringWriter();
      text.write(message.getLoggerName() + " " + message.getMessage());
      if (message.getParameters() != null) {
        text.write(List.of(message.getParameters()).toString());
      }
      if (message.getThrown() != null) {
        message.getThrown().printStackTrace(new PrintWriter(text));
      }
      heard.add(text.toString());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  @Checklist({72, 90})
  void areNowhereButWhereTheyWereShownOnce() {
    Listener listener = new Listener();
    Logger root = Logger.getLogger("");
    root.addHandler(listener);
    List<String> verified;
    List<String> needed;
    try {
      Person alice = house.alice();
      verified = credentials(alice);
      needed = settings(alice);
      alice.asks().get("/v1/keys").then().statusCode(200);
    } finally {
      root.removeHandler(listener);
    }
    List<String> all = new ArrayList<>(verified);
    all.addAll(needed);
    all.addAll(List.of(HEADER, BODY, USERINFO, PASSWORD));
    for (String secret : all) {
      assertEquals(List.of(), holding(listener.heard, secret), "log");
      assertEquals(List.of(), holding(List.of(meters.scrape().split("\n")), secret), "metrics");
      assertEquals(List.of(), holding(answers, secret), "answers");
      assertEquals(List.of(), tables(secret), "database");
    }
    assertEquals(List.of(), holding(listener.heard, QUERY), "log");
    assertEquals(List.of(), holding(List.of(meters.scrape().split("\n")), QUERY), "metrics");
    assertEquals(List.of("monitor"), tables(QUERY), "where the URL is kept, and no copy");
    assertTrue(listener.heard.stream().anyMatch(line -> line.contains("/v1/keys")), "it listens");
  }

  /** A key, a session and a password, each where it belongs and everywhere else. */
  private List<String> credentials(Person alice) {
    String key = alice.key("*:*");
    String session = House.signIn(alice.email());
    List<String> secrets = List.of(key, session);
    for (String secret : secrets) {
      Agent nobody = Agent.nobody();
      for (String path :
          List.of(
              "/v1/keys/" + secret,
              "/v1/" + secret,
              "/" + secret + "/keys",
              "/v1/keys?q=" + secret,
              "/v1/account?api_key=" + secret,
              "/v1/account?session_id=" + secret,
              "/v1/activity?cursor=" + secret,
              "/v1/keys?type=" + secret)) {
        keep(nobody.get(path));
        keep(Agent.session(alice).get(path));
      }
      keep(new Agent("X-Other", secret).get("/v1/account"));
      keep(new Agent("Authorization", "Token " + secret).get("/v1/account"));
      keep(new Agent("Authorization", "Bearer x" + secret).get("/v1/account"));
      keep(new Agent("X-API-Key", secret + ", " + secret).get("/v1/account"));
      keep(new Agent("X-Session-ID", secret + "x").get("/v1/account"));
      for (String body :
          List.of(
              "{'name':'x','" + secret + "':1}",
              "{'name':'x','type':'" + secret + "'}",
              "{'name':'x','scopes':['" + secret + "']}",
              "{'name':" + secret,
              "{'name':'x','expires_at':'" + secret + "'}")) {
        Answer answer = Agent.session(alice).post("/v1/keys", body);
        if (!answer.body().contains("\"pointer\":\"/" + secret)) {
          keep(answer);
        }
      }
      keep(nobody.post("/v1/credentials/revoke", "{'credential':'" + secret + "x'}"));
    }
    keep(
        Agent.nobody()
            .post(
                "/v1/session", "{'email':'" + alice.email() + "','password':'" + PASSWORD + "'}"));
    keep(
        Agent.nobody().post("/v1/session", "{'email':'x','password':'" + PASSWORD + "','more':1}"));
    keep(
        Agent.session(alice)
            .post("/v1/password", "{'current':'" + PASSWORD + "','new':'" + PASSWORD + "'}"));
    keep(Agent.key(key).post("/v1/keys/self/rotate", "{}"), "key");
    keep(Agent.nobody().post("/v1/credentials/revoke", "{'credential':'" + session + "'}"));
    return secrets;
  }

  /** What is given to be used later: sealed, masked, and told to nobody again. */
  private List<String> settings(Person alice) {
    Agent agent = Agent.session(alice);
    String url = "http://localhost:1/?token=" + QUERY;
    String monitor =
        "{'name':'m','type':'http','method':'POST','url':'%s','headers':{'Authorization':'%s'},'body':'%s'%s}";
    Answer made = agent.post("/v1/monitors", monitor.formatted(url, HEADER, BODY, ""));
    assertEquals(201, made.status(), made.toString());
    keep(made);
    keep(agent.get("/v1/monitors/" + made.id()));
    keep(agent.get("/v1/monitors?q=" + BODY));
    keep(agent.post("/v1/monitors/" + made.id() + "/check", ""));
    keep(agent.get("/v1/monitors/" + made.id() + "/results"));
    keep(agent.get("/v1/incidents?limit=100"));
    keep(agent.post("/v1/monitors", monitor.formatted(url, HEADER, BODY, ",'confirm_down':0")));
    String withUser = "http://somebody:" + USERINFO + "@localhost:1/";
    keep(agent.post("/v1/monitors", monitor.formatted(withUser, HEADER, BODY, "")));
    keep(agent.post("/v1/webhooks", "{'url':'" + withUser + "'}"));
    Answer hook =
        agent.post(
            "/v1/webhooks",
            "{'url':'http://localhost:1/','headers':{'Authorization':'" + HEADER + "'}}");
    assertEquals(201, hook.status(), hook.toString());
    String secret = hook.body().replaceFirst("(?s).*?\"secret\":\"([^\"]+)\".*", "$1");
    keep(agent.get("/v1/webhooks/" + hook.id()));
    keep(agent.post("/v1/webhooks/" + hook.id() + "/test", ""));
    keep(agent.get("/v1/webhooks/" + hook.id() + "/deliveries"));
    Answer guest = agent.post("/v1/invitations", "{'email':'guest@example.org','name':'Guest'}");
    String token = guest.body().replaceFirst("(?s).*?\"token\":\"([^\"]+)\".*", "$1");
    keep(agent.get("/v1/invitations"));
    keep(
        Agent.nobody()
            .post("/v1/invitations/accept", "{'token':'" + token + "','password':'short'}"));
    keep(agent.get("/v1/activity?limit=100"));
    return List.of(secret.replace("whsec_", ""), token);
  }

  /** An answer in which no secret may stand, but for one that it shows for the first time. */
  private void keep(Answer answer, String... shown) {
    String text = answer.headers().map() + answer.body();
    for (String field : shown) {
      text = text.replaceAll("\"" + field + "\":\"[^\"]+\"", "");
    }
    answers.add(text);
  }

  private static List<String> holding(Iterable<String> lines, String secret) {
    List<String> found = new ArrayList<>();
    for (String line : lines) {
      if (line.contains(secret)) {
        found.add(line);
      }
    }
    return found;
  }

  /** In the clear, as bytes in hexadecimal, and in base 64. */
  private List<String> tables(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    List<String> found = new ArrayList<>();
    for (Object table :
        rows.select(
            "select relname from pg_class where relkind = 'r'"
                + " and relnamespace = current_schema()::regnamespace and has_table_privilege(oid, 'select')")) {
      for (String text :
          List.of(
              secret,
              HexFormat.of().formatHex(bytes),
              Base64.getEncoder().withoutPadding().encodeToString(bytes))) {
        if (!rows.select(
                "select 1 from " + table + " t where position(? in t::text) > 0 limit 1", text)
            .isEmpty()) {
          found.add("" + table);
        }
      }
    }
    return found;
  }
}
