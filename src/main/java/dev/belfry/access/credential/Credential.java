package dev.belfry.access.credential;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a request showed to be known by, before anybody has looked whether it is good. */
public sealed interface Credential {
  /** The secret itself; never printed. */
  String secret();

  record Key(String secret) implements Credential {
    @Override
    public String toString() {
      return "Key[...]";
    }
  }

  /**
   * An access token of somebody else, such as an identity provider.
   *
   * @param account the account in which it is to act, as {@code X-Belfry-Account} says
   */
  record Token(String secret, @Nullable String account) implements Credential {
    /** Three parts, as a signed one has (RFC 7515, section 7.1); a key of ours has no dots. */
    static boolean isOne(String text) {
      return text.chars().filter(c -> c == '.').count() == 2;
    }

    @Override
    public String toString() {
      return "Token[...]";
    }
  }

  /**
   * @param byCookie browsers send cookies by themselves, so these need the defence against forgery
   */
  record SessionToken(String secret, boolean byCookie) implements Credential {
    @Override
    public String toString() {
      return "SessionToken[...]";
    }
  }

  /** Whether it can be one of ours at all; if not, no database is asked. */
  default boolean wellFormed() {
    return switch (this) {
      case Key key -> KeyText.typeOf(key.secret()).isPresent();
      case Token token -> Token.isOne(token.secret());
      case SessionToken session -> SessionText.wellFormed(session.secret());
    };
  }

  /** For the request log: recognisable, and of no use. */
  default Optional<String> hint() {
    return this instanceof Key key && wellFormed()
        ? Optional.of(KeyText.hint(key.secret()))
        : Optional.empty();
  }
}
