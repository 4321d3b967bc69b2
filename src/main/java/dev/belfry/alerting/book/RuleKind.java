package dev.belfry.alerting.book;

import dev.belfry.access.grant.Scope;

/**
 * A kind of rules.
 *
 * @param name of the kind, in events and in the table
 * @param plural as people are told
 * @param body in which it is sent and kept
 * @param verbs the scopes
 * @param most of them in one account
 */
public record RuleKind<B>(String name, String plural, Class<B> body, Verbs verbs, int most) {
  /** What one may do with them. */
  public record Verbs(Scope read, Scope create, Scope update, Scope delete) {}

  Scope read() {
    return verbs.read();
  }
}
