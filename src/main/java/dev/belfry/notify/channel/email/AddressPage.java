package dev.belfry.notify.channel.email;

import dev.belfry.platform.http.LinkPage;
import dev.belfry.platform.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where owners of addresses say that they want news. */
@ApplicationScoped
class AddressPage {
  private static final int LONGEST_TOKEN = 100;

  private final Addresses addresses;

  AddressPage(Addresses addresses) {
    this.addresses = addresses;
  }

  Response form() {
    return LinkPage.form(
        "News of Belfry",
        "Say that you want news of what Belfry watches at the address to which the mail came.",
        "I want them",
        List.of(LinkPage.Field.CODE));
  }

  Response confirm(@Nullable String token) {
    try {
      return addresses.confirm(LinkPage.field(token, LONGEST_TOKEN))
          ? LinkPage.said(200, "Thank you", "News come to your address from now on.")
          : LinkPage.said(
              401, "That did not work", "The code is wrong, was used, or is older than two days.");
    } catch (Problem refused) {
      return LinkPage.refused(refused);
    }
  }
}
