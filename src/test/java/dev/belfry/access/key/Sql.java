package dev.belfry.access.key;

import dev.belfry.house.Person;
import dev.belfry.house.Rows;
import dev.belfry.platform.id.TypeId;
import java.util.UUID;

/** What the API does not let one do: to put keys into the past, and to make service accounts. */
final class Sql {
  private Sql() {}

  static void key(Rows rows, String id, String assignment) {
    rows.change("update access_key set " + assignment + " where id = ?", TypeId.require("key", id));
  }

  /** The id of a new service account with these grants. */
  static String serviceAccount(Rows rows, Person owner, String grants) {
    UUID id = TypeId.next();
    rows.change(
        """
        insert into access_membership (id, account_id, kind, name, role, grants, created_at, updated_at)
        values (?, ?, 'service', 'robot', 'service', ?::jsonb, now(), now())""",
        id,
        owner.account().uuid(),
        grants.replace('\'', '"'));
    return TypeId.format("mem", id);
  }
}
