package dev.belfry.access.credential;

import jakarta.ws.rs.core.NewCookie;
import java.util.List;

/**
 * The cookie of a session. Over https its name makes browsers insist on Secure, Path=/ and no
 * Domain (RFC 6265bis, section 4.1.3.2); over plain http, as on a laptop, another name says that it
 * is not.
 */
public final class SessionCookie {
  static final String SECURE = "__Host-belfry_session";
  static final String PLAIN = "belfry_session";
  static final List<String> NAMES = List.of(SECURE, PLAIN);

  private SessionCookie() {}

  /**
   * @param seconds how long the browser keeps it; 0 removes it
   */
  public static NewCookie of(String token, int seconds, boolean https) {
    return new NewCookie.Builder(https ? SECURE : PLAIN)
        .value(token)
        .path("/")
        .maxAge(seconds)
        .secure(https)
        .httpOnly(true)
        .sameSite(NewCookie.SameSite.LAX)
        .build();
  }
}
