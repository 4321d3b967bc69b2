package dev.belfry.statuspage.published;

import dev.belfry.access.Open;
import dev.belfry.incident.page.ComponentId;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/status/{slug}")
@RunOnVirtualThread
@Tag(name = "Public status pages")
@APIResponse(
    responseCode = "200",
    description = "The document",
    content = @Content(schema = @Schema(implementation = String.class)))
class FeedResource {
  private final Feeds feeds;
  private final Badges badges;

  FeedResource(Feeds feeds, Badges badges) {
    this.feeds = feeds;
    this.badges = badges;
  }

  @GET
  @Path("/history.atom")
  @Produces("application/atom+xml")
  @Open(PublicPageResource.WHY)
  @Operation(summary = "Incidents of a status page as an Atom feed")
  public Response atom(@PathParam("slug") String slug, @BeanParam Visitor visitor) {
    return Answers.shared(feeds.atom(slug, visitor), visitor);
  }

  @GET
  @Path("/history.rss")
  @Produces("application/rss+xml")
  @Open(PublicPageResource.WHY)
  @Operation(summary = "Incidents of a status page as an RSS feed")
  public Response rss(@PathParam("slug") String slug, @BeanParam Visitor visitor) {
    return Answers.shared(feeds.rss(slug, visitor), visitor);
  }

  @GET
  @Path("/maintenance.ics")
  @Produces("text/calendar")
  @Open(PublicPageResource.WHY)
  @Operation(summary = "Maintenance of a status page as an iCalendar")
  public Response calendar(@PathParam("slug") String slug, @BeanParam Visitor visitor) {
    return Answers.shared(feeds.calendar(slug, visitor), visitor);
  }

  @GET
  @Path("/badge.svg")
  @Produces("image/svg+xml")
  @Open(PublicPageResource.WHY)
  @Operation(summary = "How all of a status page stands, as a badge")
  public Response badge(@PathParam("slug") String slug, @BeanParam Visitor visitor) {
    return Answers.shared(badges.overall(slug, visitor), visitor);
  }

  @GET
  @Path("/components/{component}/badge.svg")
  @Produces("image/svg+xml")
  @Open(PublicPageResource.WHY)
  @Operation(summary = "How a component stands, as a badge")
  public Response component(
      @PathParam("slug") String slug,
      @PathParam("component") ComponentId component,
      @BeanParam Visitor visitor) {
    return Answers.shared(badges.component(slug, component, visitor), visitor);
  }

  @GET
  @Path("/components/{component}/uptime.svg")
  @Produces("image/svg+xml")
  @Open(PublicPageResource.WHY)
  @Operation(summary = "The uptime of a component over 90 days, as a badge")
  public Response uptime(
      @PathParam("slug") String slug,
      @PathParam("component") ComponentId component,
      @BeanParam Visitor visitor) {
    return Answers.shared(badges.uptime(slug, component, visitor), visitor);
  }
}
