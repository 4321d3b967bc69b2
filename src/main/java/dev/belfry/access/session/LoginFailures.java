package dev.belfry.access.session;

import dev.belfry.access.people.LoginDirectory;
import dev.belfry.platform.event.Subject;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.InstantSource;

/** Wrong passwords, wherever they are given, as the account reads of them into which they lead. */
@ApplicationScoped
public class LoginFailures {
  private final LoginDirectory directory;
  private final Event<LoginRefused> refused;
  private final InstantSource clock;

  LoginFailures(LoginDirectory directory, Event<LoginRefused> refused, InstantSource clock) {
    this.directory = directory;
    this.refused = refused;
    this.clock = clock;
  }

  /** A wrong password for the user of this address, where there is one who could sign in. */
  public void refused(String email) {
    LoginDirectory.Candidate user = directory.find(email);
    if (user != null) {
      refused(user);
    }
  }

  void refused(LoginDirectory.Candidate user) {
    if (user.user() != null) {
      refused.fire(
          new LoginRefused(
              user.account(), Subject.of("user", user.user(), user.email()), clock.instant()));
    }
  }
}
