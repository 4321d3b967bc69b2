package dev.belfry.access.key;

import dev.belfry.access.Access;
import dev.belfry.access.Revocation;
import dev.belfry.access.credential.KeyId;
import dev.belfry.platform.problem.Problem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/**
 * Changes of a key, one after the other: each in a transaction of its own, which waits for those
 * that act by the key. When it has returned, nothing begun with what was taken away commits any
 * more, and no call with it is let in.
 */
@ApplicationScoped
class KeyTurn {
  private final Access access;

  KeyTurn(Access access) {
    this.access = access;
  }

  /**
   * @throws Problem 404 when there is no such key
   */
  <T> T with(KeyId id, Function<ApiKey, T> work) {
    if (id.equals(access.caller().key())) {
      access.holdAlone();
    }
    return Revocation.again(
        () ->
            QuarkusTransaction.requiringNew()
                .call(
                    () -> {
                      if (ApiKey.named(access.account(), id.uuid()).isEmpty()) {
                        throw Problem.notFound();
                      }
                      return work.apply(ApiKey.alone(access.account(), id.uuid()));
                    }));
  }
}
