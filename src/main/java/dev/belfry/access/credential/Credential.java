package dev.belfry.access.credential;

import java.util.Optional;

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
