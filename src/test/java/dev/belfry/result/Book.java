package dev.belfry.result;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.check.Verdict;
import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.house.TestClock;
import dev.belfry.monitor.LookRecorded;
import dev.belfry.monitor.LookView;
import dev.belfry.monitor.LooksRecorded;
import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.wire.Phases;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.response.ValidatableResponse;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** History that tests write, by the ways by which the program writes it. */
@ApplicationScoped
public class Book {
  private final Accounts accounts;
  private final Rows rows;
  private final Rollups rollups;
  private final TestClock clock;
  private final Event<LookRecorded> one;
  private final Event<LooksRecorded> many;

  Book(
      Accounts accounts,
      Rows rows,
      Rollups rollups,
      TestClock clock,
      Event<LookRecorded> one,
      Event<LooksRecorded> many) {
    this.accounts = accounts;
    this.rows = rows;
    this.rollups = rollups;
    this.clock = clock;
    this.one = one;
    this.many = many;
  }

  /** A monitor of which the program itself makes no look, first seen at that time. */
  MonitorId monitor(Person owner, String fields, Instant since) {
    String body =
        "{\"type\":\"http\",\"url\":\"http://localhost:1/\",\"enabled\":false,"
            + fields.replace('\'', '"')
            + "}";
    String id =
        owner.asks().body(body).post("/v1/monitors").then().statusCode(201).extract().path("id");
    MonitorId monitor = MonitorId.fromString(id);
    rows.change("delete from result_period where monitor_id = ?", monitor.uuid());
    rows.change(
        "update monitor set created_at = ? where id = ?",
        since.atOffset(ZoneOffset.UTC),
        monitor.uuid());
    stands(monitor, "PENDING", since);
    return monitor;
  }

  void stands(MonitorId monitor, String status, Instant since) {
    assertEquals(
        1,
        rows.change(
            "update monitor_state set status = ?, status_since = ? where monitor_id = ?",
            status,
            since.atOffset(ZoneOffset.UTC),
            monitor.uuid()));
  }

  static LookView look(Verdict verdict, int latencyMs, Instant at) {
    return look(verdict, latencyMs, at, null);
  }

  static LookView look(Verdict verdict, int latencyMs, Instant at, @Nullable Instant ends) {
    boolean ok = verdict == Verdict.UP;
    return new LookView(
        at,
        verdict,
        latencyMs,
        ok ? "ok" : "bad",
        ok ? "fine" : "not fine",
        new Phases(null, 1, null, 2, latencyMs),
        ends);
  }

  /** As a look that may change a state is written. */
  void write(Person owner, MonitorId monitor, LookView look) {
    accounts.in(
        owner.account(),
        () -> {
          one.fire(new LookRecorded(owner.account(), monitor, look));
          return look;
        });
  }

  /** As looks that change nothing are written. */
  void writeAll(Person owner, MonitorId monitor, List<LookView> looks) {
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                many.fire(
                    new LooksRecorded(
                        looks.stream()
                            .map(look -> new LookRecorded(owner.account(), monitor, look))
                            .toList())));
  }

  /** Commits when it is told to. */
  void writeAndWait(
      Person owner,
      MonitorId monitor,
      LookView look,
      CountDownLatch written,
      CountDownLatch commit) {
    accounts.in(
        owner.account(),
        () -> {
          one.fire(new LookRecorded(owner.account(), monitor, look));
          written.countDown();
          commit.await();
          return look;
        });
  }

  public void sumUp() throws SQLException {
    rollups.runDue();
  }

  /** From the start of an hour on, with all before it summed. */
  public Instant begin() throws SQLException {
    sumUp();
    clock.advance(Duration.between(clock.instant(), Hours.from(clock.instant()).plusSeconds(1)));
    sumUp();
    return Hours.of(clock.instant());
  }

  /** Looked at all the time: up for half an hour, down for the rest of the hour. */
  public MonitorId halfAnHour(Person owner, String fields, Instant hour) {
    MonitorId monitor = monitor(owner, fields + ",'interval_seconds':3600", hour);
    stands(monitor, "UP", hour);
    stands(monitor, "DOWN", hour.plusSeconds(1800));
    write(owner, monitor, look(Verdict.UP, 100, hour));
    write(owner, monitor, look(Verdict.DOWN, 9_000, hour.plusSeconds(1800)));
    return monitor;
  }

  static ValidatableResponse get(Person person, String path) {
    return person.asks().urlEncodingEnabled(false).get(path).then();
  }
}
