package dev.belfry.access.people;

import dev.belfry.platform.http.LinkPage;
import dev.belfry.platform.mail.Mailer;
import jakarta.enterprise.context.ApplicationScoped;

/** Where one signs in, for whoever has just got a password. */
@ApplicationScoped
public class SignInAdvice {
  private static final String ROUTE = "/v1/session";

  private final Mailer mailer;

  SignInAdvice(Mailer mailer) {
    this.mailer = mailer;
  }

  /**
   * A page that says what came of it, and where to go now.
   *
   * @param title what came of it
   */
  public LinkPage.Said after(String title) {
    String where = mailer.link(ROUTE).orElse("$BELFRY" + ROUTE);
    return new LinkPage.Said(
        200,
        title,
        "Belfry is used by its API. Sign in with your address and your password, or where your company has a single sign-on, by that: the answer has a token, which goes into the header X-Session-ID of what you ask then.",
        new LinkPage.Next(
            "curl -s "
                + where
                + " \\\n  -H 'Content-Type: application/json' \\\n"
                + "  -d '{\"email\":\"YOUR ADDRESS\",\"password\":\"YOUR PASSWORD\"}'",
            "docs",
            "All that you can do, to read and to try"));
  }
}
