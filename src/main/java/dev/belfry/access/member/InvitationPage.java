package dev.belfry.access.member;

import dev.belfry.platform.http.LinkPage;
import dev.belfry.platform.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An invitation, for people with a browser. */
@ApplicationScoped
class InvitationPage {
  private static final int LONGEST_TOKEN = 100;
  private static final LinkPage.Field PASSWORD =
      new LinkPage.Field("password", "Password", "password", "new-password");

  private final AcceptanceService acceptances;

  InvitationPage(AcceptanceService acceptances) {
    this.acceptances = acceptances;
  }

  Response form() {
    return LinkPage.form(
        "An invitation to Belfry",
        "Choose a password of at least 12 characters; or say yours, if you sign in with this address already.",
        "Accept",
        List.of(LinkPage.Field.CODE, PASSWORD));
  }

  Response accept(@Nullable String token, @Nullable String password) {
    try {
      acceptances.accept(
          new Acceptance(
              LinkPage.field(token, LONGEST_TOKEN), null, password == null ? "" : password, null));
      return LinkPage.said(200, "You are a member now", "Sign in with your address and password.");
    } catch (Problem refused) {
      return LinkPage.refused(refused);
    }
  }
}
