package dev.belfry.access.session;

import dev.belfry.access.people.UserView;
import dev.belfry.platform.json.ShownOnce;
import java.time.Instant;

/** The answer to a login: the token is shown here and never again. */
@org.eclipse.microprofile.openapi.annotations.media.Schema(name = "SignedIn")
public record SignedInView(@ShownOnce String token, Instant expiresAt, UserView user) {
  @Override
  public String toString() {
    return "SignedInView[" + user.id() + "]";
  }
}
