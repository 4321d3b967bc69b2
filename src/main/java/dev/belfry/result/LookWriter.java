package dev.belfry.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.monitor.LookRecorded;
import dev.belfry.monitor.LooksRecorded;
import dev.belfry.platform.id.TypeId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;

/** Writes looks in the transaction in which the monitor's state is written. */
@ApplicationScoped
class LookWriter {
  private static final String SQL =
      """
      insert into result_look (account_id, monitor_id, at, id, verdict, latency_ms, code, message, phases)
      select v.account, v.monitor, v.at, v.id, v.verdict, v.latency, v.code, v.message, v.phases::jsonb
      from unnest(?::uuid[], ?::uuid[], ?::timestamptz[], ?::uuid[], ?::text[], ?::int[], ?::text[], ?::text[], ?::text[])
        as v (account, monitor, at, id, verdict, latency, code, message, phases)""";

  private final AgroalDataSource system;
  private final ObjectMapper mapper;

  LookWriter(@DataSource("system") AgroalDataSource system, ObjectMapper mapper) {
    this.system = system;
    this.mapper = mapper;
  }

  void hear(@Observes LookRecorded event) {
    StoredLook.of(event.account(), event.monitor(), event.look()).persist();
  }

  void hear(@Observes LooksRecorded event) throws SQLException {
    List<LookRecorded> looks = event.looks();
    if (looks.isEmpty()) {
      return;
    }
    try (Connection connection = system.getConnection();
        PreparedStatement statement = connection.prepareStatement(SQL)) {
      Columns columns = new Columns(connection, looks);
      statement.setArray(1, columns.of("uuid", look -> look.account().uuid()));
      statement.setArray(2, columns.of("uuid", look -> look.monitor().uuid()));
      statement.setArray(
          3, columns.of("timestamptz", look -> look.look().at().atOffset(ZoneOffset.UTC)));
      statement.setArray(4, columns.of("uuid", look -> TypeId.next()));
      statement.setArray(5, columns.of("text", look -> look.look().status().name()));
      statement.setArray(6, columns.of("int", look -> look.look().latencyMs()));
      statement.setArray(7, columns.of("text", look -> look.look().code()));
      statement.setArray(8, columns.of("text", look -> look.look().message()));
      statement.setArray(9, columns.of("text", this::phases));
      statement.executeUpdate();
    }
  }

  private String phases(LookRecorded look) {
    try {
      return mapper.writeValueAsString(look.look().phases());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("phases could not be written", e);
    }
  }

  /** One value of every look as an array of PostgreSQL. */
  private record Columns(Connection connection, List<LookRecorded> looks) {
    Array of(String type, Function<LookRecorded, Object> value) throws SQLException {
      return connection.createArrayOf(type, looks.stream().map(value).toArray());
    }
  }
}
