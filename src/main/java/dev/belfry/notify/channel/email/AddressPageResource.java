package dev.belfry.notify.channel.email;

import dev.belfry.access.Open;
import dev.belfry.platform.http.LinkPage;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path(AddressPageResource.PATH)
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@Tag(name = "Channels")
class AddressPageResource {
  static final String PATH = "/confirm-address";

  private static final LinkPage PAGE =
      new LinkPage(
          "News of Belfry",
          "Say that you want news of what Belfry watches at the address to which the mail came.",
          "I want them");

  private final Addresses addresses;

  AddressPageResource(Addresses addresses) {
    this.addresses = addresses;
  }

  @GET
  @Open("The same form for everybody; the token is 256 random bits")
  @Operation(summary = "The page behind the link of a mail: asks whether its address wants news")
  public Response form() {
    return PAGE.form();
  }

  @POST
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Open("Receivers of news are not known; the token is 256 random bits, and failures are counted")
  @Operation(summary = "What its form sends: the address of the mail wants news")
  public Response confirm(@FormParam("token") @Nullable String token) {
    return LinkPage.answer(
        () ->
            addresses.confirm(LinkPage.code(token))
                ? new LinkPage.Said(200, "Thank you", "News come to your address from now on.")
                : new LinkPage.Said(
                    401,
                    "That did not work",
                    "The code is wrong, was used, or is older than two days."));
  }
}
