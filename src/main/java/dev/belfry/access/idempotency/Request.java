package dev.belfry.access.idempotency;

import dev.belfry.access.Caller;
import dev.belfry.access.grant.Pair;
import dev.belfry.access.grant.Rights;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.grant.Selection;
import dev.belfry.platform.seal.Pepper;
import java.util.HexFormat;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * One call as it is compared with others: where its key counts, and what it asks for.
 *
 * @param caller the key, or the member
 * @param fingerprint of verb, path and body
 * @param rights what the caller might do when he was answered
 */
record Request(
    UUID account, UUID caller, String route, String key, String fingerprint, String rights) {

  /**
   * What was sent.
   *
   * @param body its octets as characters
   */
  record Sent(String verb, String route, String target, String body) {}

  static Request of(Caller caller, IdempotencyKey key, Sent sent, Pepper pepper) {
    return new Request(
        caller.account().uuid(),
        caller.key() == null ? caller.member().uuid() : caller.key().uuid(),
        sent.verb() + " " + sent.route(),
        hash(pepper, "idempotency-key\n" + key.text()),
        hash(pepper, "idempotency-call\n" + text(sent)),
        hash(pepper, "idempotency-rights\n" + text(caller.rights())));
  }

  private static String hash(Pepper pepper, String text) {
    return HexFormat.of().formatHex(pepper.hash(text));
  }

  private static String text(Sent sent) {
    return sent.verb() + "\n" + sent.target() + "\n" + sent.body();
  }

  /** The same rights make the same text, in whatever order their sets come. */
  private static String text(Rights rights) {
    StringBuilder text = new StringBuilder();
    for (Scope scope : Scope.values()) {
      text.append(scope.text())
          .append(
              rights.pairs(scope).stream().map(Request::text).sorted().collect(Collectors.toList()))
          .append('\n');
    }
    return text.toString();
  }

  private static String text(Pair pair) {
    return text(pair.categories()) + "/" + text(pair.groups());
  }

  private static String text(Selection selection) {
    return selection.all() ? "all" : String.valueOf(new TreeSet<>(selection.ids()));
  }
}
