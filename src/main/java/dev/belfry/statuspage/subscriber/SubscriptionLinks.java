package dev.belfry.statuspage.subscriber;

import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.seal.Pepper;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What proves that somebody has read a letter to a subscriber's address: computed, so that it is
 * kept nowhere, and in the query of links, which no log holds.
 */
@ApplicationScoped
class SubscriptionLinks {
  /** Of the proof, in bytes: not to be guessed. */
  private static final int PROOF = 20;

  private static final int LONGEST = 100;

  private final Pepper pepper;

  SubscriptionLinks(Pepper pepper) {
    this.pepper = pepper;
  }

  /**
   * @param url of the page
   */
  String of(String url, Subscriber one) {
    return url + "/subscription?token=" + token(one);
  }

  String token(Subscriber one) {
    return TypeId.format(SubscriberId.PREFIX, one.id) + "." + proof(one);
  }

  /** Whose it says to be. */
  Optional<UUID> named(@Nullable String token) {
    int dot = token == null || token.length() > LONGEST ? -1 : token.indexOf('.');
    return token == null || dot < 0
        ? Optional.empty()
        : TypeId.parse(SubscriberId.PREFIX, token.substring(0, dot));
  }

  boolean proves(Subscriber one, String token) {
    return Pepper.same(
        token(one).getBytes(StandardCharsets.US_ASCII), token.getBytes(StandardCharsets.UTF_8));
  }

  /** Of the address too, so that another address would be another proof. */
  private String proof(Subscriber one) {
    byte[] hash =
        pepper.hash("statuspage-subscriber:" + one.accountId + ":" + one.id + ":" + one.address);
    return HexFormat.of().formatHex(hash, 0, PROOF);
  }
}
