package dev.belfry.house;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.access.credential.KeyText;
import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.seal.Pepper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * Writes keys straight into the database, in states and of types that take long to come to by the
 * API, or that it does not make.
 */
@ApplicationScoped
public class KeyForge {
  private final AgroalDataSource system;
  private final Pepper pepper;
  private final ObjectMapper mapper;
  private final SecureRandom random = new SecureRandom();

  KeyForge(@DataSource("system") AgroalDataSource system, Pepper pepper, ObjectMapper mapper) {
    this.system = system;
    this.pepper = pepper;
    this.mapper = mapper;
  }

  /** A key of this person with these grants; in lists it comes after those made by the API. */
  public Agent key(Person owner, Grant... grants) {
    return Agent.key(forge(owner, KeyText.Type.SVC, grants, "name = name"));
  }

  public Agent key(Person owner, KeyText.Type type, Grant... grants) {
    return Agent.key(forge(owner, type, grants, "name = name"));
  }

  /**
   * A key that may do everything, but for its state.
   *
   * @param state assignments to columns of {@code access_key}
   */
  public Agent key(Person owner, String state) {
    return Agent.key(forge(owner, KeyText.Type.SVC, new Grant[] {Grant.of("*:*")}, state));
  }

  private String forge(Person owner, KeyText.Type type, Grant[] grants, String state) {
    String text = KeyText.generate(type, random);
    UUID id = TypeId.next();
    try (Connection connection = system.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                insert into access_key (id, account_id, owner_id, name, kind, type, grants, hint, hash, hash_kid,
                  created_at, updated_at)
                values (?, ?, ?, 'forged', 'custom', ?, ?::jsonb, ?, ?, ?, '2020-01-01', '2020-01-01')""");
        PreparedStatement update =
            connection.prepareStatement("update access_key set " + state + " where id = ?")) {
      insert.setObject(1, id);
      insert.setObject(2, owner.account().uuid());
      insert.setObject(3, owner.founder().member().uuid());
      insert.setString(4, type.text());
      insert.setString(5, mapper.writeValueAsString(List.of(grants)));
      insert.setString(6, KeyText.hint(text));
      insert.setBytes(7, pepper.hash(text));
      insert.setShort(8, Pepper.KID);
      insert.executeUpdate();
      update.setObject(1, id);
      update.executeUpdate();
    } catch (SQLException | JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
    return text;
  }
}
