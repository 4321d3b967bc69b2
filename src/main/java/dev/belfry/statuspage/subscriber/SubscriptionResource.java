package dev.belfry.statuspage.subscriber;

import dev.belfry.access.Open;
import dev.belfry.platform.problem.Problem;
import dev.belfry.statuspage.PublicPages;
import dev.belfry.statuspage.published.Doorkeeper;
import dev.belfry.statuspage.published.Visitor;
import dev.belfry.statuspage.subscriber.SubscriptionDesk.Act;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/status/{slug}")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
@Tag(name = "Public status pages")
@APIResponse(
    responseCode = "200",
    description = "A form, or what came of one",
    content =
        @Content(mediaType = MediaType.TEXT_HTML, schema = @Schema(implementation = String.class)))
class SubscriptionResource {
  private static final String ANYBODY = "Readers of a status page are known by nothing";
  private static final String BY_TOKEN = "The token of a letter proves whose subscription it is";

  private final Doorkeeper doors;
  private final PublicPages pages;
  private final SubscriptionForms forms;

  SubscriptionResource(Doorkeeper doors, PublicPages pages, SubscriptionForms forms) {
    this.doors = doors;
    this.pages = pages;
    this.forms = forms;
  }

  @GET
  @Path("/subscribe")
  @Open(ANYBODY)
  @Operation(summary = "The form by which readers ask to be told of news")
  public Response form(@PathParam("slug") String slug, @BeanParam Visitor visitor) {
    return forms.form(open(slug, visitor), visitor);
  }

  @POST
  @Path("/subscribe")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Open(ANYBODY)
  @Operation(summary = "Ask to be told of news, by mail or webhook; a letter asks to confirm it")
  @APIResponse(
      responseCode = "400",
      description =
          "The address cannot be used, or a component is not of this page; the form once more")
  @APIResponse(
      responseCode = "429",
      description = "Too many have asked; Retry-After says in how many seconds to ask again")
  public Response ask(
      @PathParam("slug") String slug,
      @BeanParam Visitor visitor,
      @FormParam("email") @Nullable String email,
      @FormParam("url") @Nullable String url,
      @FormParam("component") @Nullable List<String> components) {
    PublicPages.Door door = open(slug, visitor);
    SubscriberKind kind = email == null ? SubscriberKind.WEBHOOK : SubscriberKind.EMAIL;
    String address = email == null ? url : email;
    return forms.ask(door, visitor, kind, address == null ? "" : address, components);
  }

  @GET
  @Path("/subscription")
  @Open(BY_TOKEN)
  @Operation(summary = "One's own subscription, to confirm, change or end it; nothing is done yet")
  public Response own(
      @PathParam("slug") String slug,
      @BeanParam Visitor visitor,
      @QueryParam("token") @Nullable String token) {
    return forms.own(find(slug), visitor, token, Act.LOOK, null);
  }

  @POST
  @Path("/subscription")
  @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.MULTIPART_FORM_DATA})
  @Open(BY_TOKEN)
  @Operation(
      summary =
          "Confirm, change or end one's own subscription; mail programs end it with one click (RFC 8058)")
  @APIResponse(
      responseCode = "400",
      description = "A component is not of this page; nothing was done, the form once more")
  public Response act(
      @PathParam("slug") String slug,
      @BeanParam Visitor visitor,
      @QueryParam("token") @Nullable String token,
      @FormParam("action") @Nullable String action,
      @FormParam("List-Unsubscribe") @Nullable String oneClick,
      @FormParam("component") @Nullable List<String> components) {
    Act act =
        oneClick != null || "unsubscribe".equals(action)
            ? Act.UNSUBSCRIBE
            : "confirm".equals(action)
                ? Act.CONFIRM
                : "change".equals(action) ? Act.CHANGE : Act.LOOK;
    return forms.own(find(slug), visitor, token, act, components);
  }

  /** Whoever may not see the page may not ask either. */
  private PublicPages.Door open(String slug, Visitor visitor) {
    return doors.open(slug, visitor);
  }

  /**
   * Whoever holds a token, from wherever he comes: mail programs have neither a password nor the
   * network of their user.
   */
  private PublicPages.Door find(String slug) {
    return pages.find(slug).orElseThrow(Problem::notFound);
  }
}
