package dev.belfry.statuspage.published;

import dev.belfry.access.Open;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

@Path("/status/{slug}")
@RunOnVirtualThread
@Tag(name = "Public status pages")
class PublicPageResource {
  static final String WHY = "Status pages are for outsiders; protected ones ask for themselves";

  private final PageHall hall;
  private final Doorkeeper doors;

  PublicPageResource(PageHall hall, Doorkeeper doors) {
    this.hall = hall;
    this.doors = doors;
  }

  @GET
  @Produces(MediaType.TEXT_HTML)
  @Open(WHY)
  @Operation(summary = "A status page")
  @APIResponse(
      responseCode = "200",
      description = "The page",
      content =
          @Content(
              mediaType = MediaType.TEXT_HTML,
              schema = @Schema(implementation = String.class)))
  public Response page(@PathParam("slug") String slug, @BeanParam Visitor visitor) {
    return answer(hall.page(slug, visitor), visitor);
  }

  @GET
  @Path("/history")
  @Produces(MediaType.TEXT_HTML)
  @Open(WHY)
  @Operation(summary = "The incidents of the last 90 days")
  @APIResponse(
      responseCode = "200",
      description = "The page",
      content =
          @Content(
              mediaType = MediaType.TEXT_HTML,
              schema = @Schema(implementation = String.class)))
  public Response history(@PathParam("slug") String slug, @BeanParam Visitor visitor) {
    return answer(hall.history(slug, visitor), visitor);
  }

  @GET
  @Path("/incidents/{incident}")
  @Produces(MediaType.TEXT_HTML)
  @Open(WHY)
  @Operation(summary = "One incident of a status page")
  @APIResponse(
      responseCode = "200",
      description = "The page",
      content =
          @Content(
              mediaType = MediaType.TEXT_HTML,
              schema = @Schema(implementation = String.class)))
  public Response incident(
      @PathParam("slug") String slug,
      @PathParam("incident") String incident,
      @BeanParam Visitor visitor) {
    return answer(hall.incident(slug, incident, visitor), visitor);
  }

  @POST
  @Path("/unlock")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @Produces(MediaType.TEXT_HTML)
  @Open("Whoever types the password is known by nothing else yet")
  @Operation(summary = "Open a protected status page by its password; browsers get a cookie")
  @APIResponse(responseCode = "303", description = "Opened; the page is where Location says")
  @APIResponse(responseCode = "403", description = "Not the password; the question once more")
  @APIResponse(
      responseCode = "429",
      description = "Ten wrong ones came from this address; it waits for 15 minutes")
  @ResponseStatus(303)
  public Response unlock(
      @PathParam("slug") String slug,
      @BeanParam Visitor visitor,
      @FormParam("password") @Nullable String password) {
    var door = doors.find(slug);
    Doorkeeper.Answer tried = doors.unlock(door, password);
    Doorkeeper.Pass pass = tried.pass();
    if (pass == null) {
      return locked(hall.refused(door, visitor, tried.pause()), tried.pause());
    }
    String base = hall.base(door, visitor);
    String home = base.isEmpty() ? "/" : base;
    return Response.status(Response.Status.SEE_OTHER)
        .header(HttpHeaders.LOCATION, home)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .cookie(
            new NewCookie.Builder(pass.name())
                .value(pass.value())
                .path(home)
                .maxAge(pass.seconds())
                .httpOnly(true)
                .secure(visitor.https())
                .sameSite(NewCookie.SameSite.LAX)
                .build())
        .build();
  }

  private static Response answer(PageHall.Seen seen, Visitor visitor) {
    return seen.locked() ? locked(seen.shown(), Duration.ZERO) : Answers.of(seen.shown(), visitor);
  }

  private static Response locked(Showroom.Shown question, Duration wait) {
    Response.ResponseBuilder answer =
        Response.status(
            wait.isZero() ? Response.Status.FORBIDDEN : Response.Status.TOO_MANY_REQUESTS);
    if (!wait.isZero()) {
      answer.header(HttpHeaders.RETRY_AFTER, wait.plusMillis(999).toSeconds());
    }
    return answer
        .entity(question.body().bytes())
        .type(question.body().type())
        .header("Content-Security-Policy", question.body().policy())
        // With no-referrer a browser would not say that the password comes from this page.
        .header("Referrer-Policy", "same-origin")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }
}
