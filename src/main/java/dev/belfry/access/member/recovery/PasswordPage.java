package dev.belfry.access.member.recovery;

import dev.belfry.access.member.recovery.PasswordResetService.PasswordReset;
import dev.belfry.platform.http.LinkPage;
import dev.belfry.platform.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A new password, for people with a browser. */
@ApplicationScoped
class PasswordPage {
  private static final int LONGEST_TOKEN = 100;
  private static final LinkPage.Field PASSWORD =
      new LinkPage.Field("password", "New password", "password", "new-password");

  private final PasswordResetService resets;

  PasswordPage(PasswordResetService resets) {
    this.resets = resets;
  }

  Response form() {
    return LinkPage.form(
        "A new password",
        "At least 12 characters. All your sessions end.",
        "Set it",
        List.of(LinkPage.Field.CODE, PASSWORD));
  }

  Response use(@Nullable String token, @Nullable String password) {
    try {
      resets.use(
          new PasswordReset(
              LinkPage.field(token, LONGEST_TOKEN), password == null ? "" : password));
      return LinkPage.said(200, "Your new password is set", "Sign in with it.");
    } catch (Problem refused) {
      return LinkPage.refused(refused);
    }
  }
}
