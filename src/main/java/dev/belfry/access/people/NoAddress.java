package dev.belfry.access.people;

/**
 * People whom an identity provider or a proxy names without an address: they have one that no mail
 * and no invitation could ever reach.
 */
public final class NoAddress {
  private static final String DOMAIN = "@users.invalid";

  private NoAddress() {}

  public static String of(UserId user) {
    return user.text() + DOMAIN;
  }

  /** What the log book calls somebody: his address, or else what he was named elsewhere. */
  public static String shown(String email, String name) {
    return email.endsWith(DOMAIN) ? name : email;
  }
}
