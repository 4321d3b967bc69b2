package dev.belfry.activity;

import dev.belfry.platform.event.AccountId;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * Where a chain ends. Whoever keeps one outside of the database can ask later whether the chain
 * still contains it, and so sees what was cut off.
 *
 * @param number of its last link; the first is 1
 * @param hash of that link
 * @param signature Ed25519, over {@link #statement}
 */
@SuppressWarnings("ArrayRecordComponent")
record Head(AccountId account, long number, byte[] hash, Instant at, byte[] signature) {
  static final String COLUMNS = "account_id, number, hash, at, signature";

  static Head read(ResultSet row) throws SQLException {
    return new Head(
        new AccountId(row.getObject("account_id", UUID.class)),
        row.getLong("number"),
        row.getBytes("hash"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getBytes("signature"));
  }

  static Head signed(ChainKeys keys, AccountId account, long number, byte[] hash, Instant at) {
    return new Head(account, number, hash, at, keys.sign(statement(account, number, hash, at)));
  }

  boolean isGenuine(ChainKeys keys) {
    return signer(keys).isPresent();
  }

  /** Empty where none of the keys signed it. */
  Optional<ChainKeys.Signer> signer(ChainKeys keys) {
    return keys.signer(statement(account, number, hash, at), signature);
  }

  /**
   * The words that are signed: {@code belfry-activity-head}, account, number, time and hash, as
   * shown, with one space between.
   */
  private static byte[] statement(AccountId account, long number, byte[] hash, Instant at) {
    return String.join(
            " ",
            "belfry-activity-head",
            account.text(),
            String.valueOf(number),
            at.toString(),
            HexFormat.of().formatHex(hash))
        .getBytes(StandardCharsets.UTF_8);
  }
}
