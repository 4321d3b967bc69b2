package dev.belfry.check.http;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which header names say that their values are secret. */
final class SecretNames {
  private static final Set<String> WHOLE = Set.of("authorization", "proxy-authorization", "cookie");
  private static final List<String> PARTS =
      List.of("token", "secret", "password", "api-key", "apikey", "api_key", "signature");

  private SecretNames() {}

  static boolean matches(String header) {
    String name = header.toLowerCase(Locale.ROOT);
    return WHOLE.contains(name) || PARTS.stream().anyMatch(name::contains);
  }
}
