package dev.belfry.activity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/**
 * Writes signed heads into the log of the program, where whoever rules the database does not reach:
 * the category {@code dev.belfry.activity.head}, a line of JSON, at most one a minute for each
 * account and only when its log book has grown.
 */
@ApplicationScoped
class HeadPost {
  private static final Logger LOG = Logger.getLogger("dev.belfry.activity.head");
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final int BATCH = 200;
  private static final String DUE =
      """
      update activity_head h set published_number = h.number, published_at = ?
      from (select account_id from activity_head
        where published_number < number and (published_at is null or published_at <= ?)
        order by published_at nulls first limit %d for update skip locked) due
      where h.account_id = due.account_id
      returning h.account_id, h.number, h.hash, h.at, h.signature"""
          .formatted(BATCH);

  private final AgroalDataSource system;
  private final ChainKeys keys;
  private final ObjectMapper mapper;
  private final InstantSource clock;

  HeadPost(
      @DataSource("system") AgroalDataSource system,
      ChainKeys keys,
      ObjectMapper mapper,
      InstantSource clock) {
    this.system = system;
    this.keys = keys;
    this.mapper = mapper;
    this.clock = clock;
  }

  /** Publishes what is due. */
  void publish() throws SQLException {
    int published;
    do {
      published = some();
    } while (published == BATCH);
  }

  private int some() throws SQLException {
    var now = clock.instant().atOffset(ZoneOffset.UTC);
    int published = 0;
    try (Connection connection = system.getConnection();
        PreparedStatement due = connection.prepareStatement(DUE)) {
      due.setObject(1, now);
      due.setObject(2, now.minus(EVERY));
      try (ResultSet rows = due.executeQuery()) {
        while (rows.next()) {
          LOG.info(line(Head.read(rows)));
          published++;
        }
      }
    }
    return published;
  }

  private String line(Head head) {
    try {
      return mapper.writeValueAsString(HeadView.of(head, keys));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a head can be written", e);
    }
  }
}
