package dev.belfry.access.sso;

import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who somebody is, as the provider or the proxy has proven it at this moment.
 *
 * @param issuer who says so; together with the subject it is the identity
 * @param email only where the issuer says that it is verified
 * @param session the session at the issuer, for a logout that it announces
 */
record ProvenPerson(
    String issuer,
    String subject,
    @Nullable String email,
    @Nullable String name,
    Set<String> groups,
    @Nullable String session) {
  private static final int LONGEST = 255;

  /**
   * @throws dev.belfry.platform.problem.Problem 403 for a subject that could not be kept
   */
  ProvenPerson {
    if (!isText(subject) || (session != null && !isText(session))) {
      throw SsoProblems.refused("The login names you in a way that cannot be kept.");
    }
    email = email != null && isText(email) ? email : null;
    name = name != null && isText(name) ? name : null;
    groups = groups.stream().filter(ProvenPerson::isText).collect(Collectors.toUnmodifiableSet());
  }

  private static boolean isText(String text) {
    return !text.isBlank()
        && text.length() <= LONGEST
        && text.chars().noneMatch(Character::isISOControl);
  }
}
