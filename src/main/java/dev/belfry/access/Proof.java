package dev.belfry.access;

import dev.belfry.platform.event.AccountId;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * By what a caller was let in, so that the database can be asked about it again: never the
 * credential itself.
 *
 * @param owner the member in whose name it acts
 * @param hash of a key or session; null where it was a token of somebody else
 * @param address from which the call came
 * @param byCookie whether a browser sent it by itself
 */
@SuppressWarnings("ArrayRecordComponent")
public record Proof(
    AccountId account,
    UUID owner,
    byte @Nullable [] hash,
    @Nullable String address,
    Identity.@Nullable Token token,
    boolean byCookie) {

  /** Whether it is the same credential; all tokens of a person are one. */
  public boolean sameAs(Proof other) {
    return hash == null
        ? other.hash == null && owner.equals(other.owner)
        : Arrays.equals(hash, other.hash);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return Objects.hash(account, owner);
  }

  @Override
  public String toString() {
    return "Proof[" + account.text() + "]";
  }
}
