package dev.belfry.activity;

import dev.belfry.platform.event.AccountId;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts entries into the chain of their account, in the order in which they are found: what commits
 * late comes late, and nothing is left out. The row of the head is held meanwhile, so that two
 * processes never chain for one account at once.
 */
@ApplicationScoped
class Chain {
  /** What stands before the first link. */
  static final int HASH_BYTES = 32;

  private static final int ACCOUNTS = 200;
  private static final int ENTRIES = 500;
  private static final String UNCHAINED =
      """
      select 0 as number, u.entry_id, null::bytea as hash, %s
      from activity_unchained u left join activity_entry e on e.account_id = u.account_id and e.id = u.entry_id
      where u.account_id = ? order by u.entry_id limit %d"""
          .formatted(Link.ENTRY, ENTRIES);

  private final AgroalDataSource system;
  private final ChainKeys keys;
  private final InstantSource clock;

  Chain(@DataSource("system") AgroalDataSource system, ChainKeys keys, InstantSource clock) {
    this.system = system;
    this.keys = keys;
    this.clock = clock;
  }

  /** Some accounts with entries that wait. */
  List<AccountId> waiting() throws SQLException {
    try (Connection connection = system.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select distinct account_id from activity_unchained limit " + ACCOUNTS)) {
      List<AccountId> waiting = new ArrayList<>();
      while (rows.next()) {
        waiting.add(new AccountId(rows.getObject(1, UUID.class)));
      }
      return waiting;
    }
  }

  /** Chains some of what waits; answers how many, 0 also while somebody else is at it. */
  int grow(AccountId account) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              try (Connection connection = system.getConnection()) {
                Head head = held(connection, account);
                List<Link> links =
                    head == null ? List.of() : linked(unchained(connection, account), head);
                if (head == null || links.isEmpty()) {
                  return 0;
                }
                store(connection, account, links);
                move(connection, account, links.getLast());
                return links.size();
              }
            });
  }

  /** The head, which nobody else moves before we are done; null when somebody else holds it. */
  private @Nullable Head held(Connection connection, AccountId account) throws SQLException {
    Instant now = now();
    byte[] nothing = new byte[HASH_BYTES];
    try (PreparedStatement insert =
            connection.prepareStatement(
                "insert into activity_head ("
                    + Head.COLUMNS
                    + ") values (?, 0, ?, ?, ?) on conflict do nothing");
        PreparedStatement select =
            connection.prepareStatement(
                "select "
                    + Head.COLUMNS
                    + " from activity_head where account_id = ? for update skip locked")) {
      insert.setObject(1, account.uuid());
      insert.setBytes(2, nothing);
      insert.setObject(3, now.atOffset(ZoneOffset.UTC));
      insert.setBytes(4, Head.signed(keys, account, 0, nothing, now).signature());
      insert.executeUpdate();
      select.setObject(1, account.uuid());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Head.read(row) : null;
      }
    }
  }

  private static List<Link> unchained(Connection connection, AccountId account)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(UNCHAINED)) {
      select.setObject(1, account.uuid());
      List<Link> found = new ArrayList<>();
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          found.add(Link.read(rows));
        }
      }
      return found;
    }
  }

  private List<Link> linked(List<Link> entries, Head head) {
    List<Link> links = new ArrayList<>();
    long number = head.number();
    byte[] before = head.hash();
    for (Link entry : entries) {
      number++;
      before = entry.follow(before, keys);
      links.add(new Link(number, entry.entryId(), before, entry.entry()));
    }
    return links;
  }

  private static void store(Connection connection, AccountId account, List<Link> links)
      throws SQLException {
    Array entries = connection.createArrayOf("uuid", links.stream().map(Link::entryId).toArray());
    try (PreparedStatement insert =
            connection.prepareStatement(
                """
                insert into activity_link (account_id, number, entry_id, hash)
                select ?, v.number, v.entry_id, v.hash
                from unnest(?::bigint[], ?::uuid[], ?::bytea[]) as v (number, entry_id, hash)""");
        PreparedStatement delete =
            connection.prepareStatement(
                "delete from activity_unchained where account_id = ? and entry_id = any (?)")) {
      insert.setObject(1, account.uuid());
      insert.setArray(
          2, connection.createArrayOf("bigint", links.stream().map(Link::number).toArray()));
      insert.setArray(3, entries);
      insert.setArray(
          4,
          connection.createArrayOf("bytea", links.stream().map(Link::hash).toArray(byte[][]::new)));
      insert.executeUpdate();
      delete.setObject(1, account.uuid());
      delete.setArray(2, entries);
      delete.executeUpdate();
    }
  }

  private void move(Connection connection, AccountId account, Link last) throws SQLException {
    Head head =
        Head.signed(
            keys, account, last.number(), java.util.Objects.requireNonNull(last.hash()), now());
    try (PreparedStatement update =
        connection.prepareStatement(
            "update activity_head set number = ?, hash = ?, at = ?, signature = ? where account_id = ?")) {
      update.setLong(1, head.number());
      update.setBytes(2, head.hash());
      update.setObject(3, head.at().atOffset(ZoneOffset.UTC));
      update.setBytes(4, head.signature());
      update.setObject(5, account.uuid());
      update.executeUpdate();
    }
  }

  /** As the database keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
