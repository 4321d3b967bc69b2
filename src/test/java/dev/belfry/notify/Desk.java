package dev.belfry.notify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.belfry.access.grant.Place;
import dev.belfry.house.Person;
import dev.belfry.platform.database.Accounts;
import dev.belfry.platform.event.AccountId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What tests do with the post office. */
@ApplicationScoped
public class Desk {
  private final PostOffice office;
  private final Deliveries deliveries;
  private final Accounts accounts;
  private final AgroalDataSource system;
  private final InstantSource clock;

  Desk(
      PostOffice office,
      Deliveries deliveries,
      Accounts accounts,
      @DataSource("system") AgroalDataSource system,
      InstantSource clock) {
    this.office = office;
    this.deliveries = deliveries;
    this.accounts = accounts;
    this.system = system;
    this.clock = clock;
  }

  /** A webhook that was made. */
  public record Made(String id, String secret) {}

  /** A webhook of this person at that URL, subscribed to everything. */
  public Made webhook(Person owner, String url) {
    var made =
        owner.asks().body(Map.of("url", url)).post("/v1/webhooks").then().statusCode(201).extract();
    return new Made(made.path("id"), made.path("secret"));
  }

  public String send(AccountId account, String type) {
    return send(account, type, null, null);
  }

  public String send(
      AccountId account, String type, @Nullable UUID category, @Nullable UUID about) {
    return accounts.in(account, () -> office.send(notice(account, type, category, about)).text());
  }

  /** About nothing that has an order. */
  public String sendFrom(Place place, AccountId account, String type) {
    return accounts.in(account, () -> office.send(noticeFrom(place, account, type, null)).text());
  }

  public Notice notice(
      AccountId account, String type, @Nullable UUID category, @Nullable UUID about) {
    return noticeFrom(Place.in(category), account, type, about);
  }

  private Notice noticeFrom(Place place, AccountId account, String type, @Nullable UUID about) {
    var data = JsonNodeFactory.instance.objectNode();
    data.putObject("monitor").put("name", "Übersicht");
    return new Notice(type, clock.instant(), account, place, data, about);
  }

  public int runDue() {
    return deliveries.runDue();
  }

  /**
   * The first column of the first row, across all accounts; or how many rows a change has changed.
   */
  public @Nullable Object ask(String sql, Object... values) {
    try (Connection connection = system.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      if (!statement.execute()) {
        return statement.getUpdateCount();
      }
      try (ResultSet row = statement.getResultSet()) {
        return row.next() ? row.getObject(1) : null;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public long count(String sql, Object... values) {
    return ((Number) Objects.requireNonNull(ask(sql, values))).longValue();
  }
}
