package dev.belfry.activity;

import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.stream.EventStream;
import dev.belfry.platform.page.Stretch;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

@Path("/v1/activity")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Activity")
class ActivityResource {
  private final LogBook book;
  private final Export export;
  private final Verification verification;
  private final Feed feed;

  ActivityResource(LogBook book, Export export, Verification verification, Feed feed) {
    this.book = book;
    this.export = export;
    this.verification = verification;
    this.feed = feed;
  }

  @GET
  @Allow(Scope.ACTIVITY_READ)
  @Operation(summary = "Who did what, and who was refused; newest first")
  public Stretch<EntryView> list(
      @BeanParam EntryFilter filter,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @DefaultValue("20") int limit) {
    return book.list(filter, cursor, limit);
  }

  @GET
  @Path("/{id}")
  @Allow(Scope.ACTIVITY_READ)
  @Operation(summary = "One entry")
  public EntryView get(@PathParam("id") EntryId id) {
    return book.get(id);
  }

  @GET
  @Path("/export")
  @Produces({"application/x-ndjson", "text/csv"})
  @APIResponse(
      responseCode = "200",
      description = "The entries",
      content = {
        @Content(
            mediaType = "application/x-ndjson",
            schema = @Schema(implementation = EntryView.class)),
        @Content(mediaType = "text/csv", schema = @Schema(implementation = String.class))
      })
  @Allow(Scope.ACTIVITY_READ)
  @Operation(
      summary =
          "All that matches, newest first, as lines of JSON or as CSV; the export is an entry itself")
  public Response export(
      @BeanParam EntryFilter filter,
      @QueryParam("format") @DefaultValue("ndjson") Export.Format format) {
    Export.Body body = export.begin(filter, format);
    StreamingOutput stream = body::writeTo;
    // No RestResponse: of one with two media types Quarkus 3.31 thinks it is JSON.
    return Response.ok(stream)
        .type(format.mediaType)
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"activity." + format.name().toLowerCase(Locale.ROOT) + "\"")
        .build();
  }

  @GET
  @Path("/stream")
  @Produces(EventStream.MEDIA_TYPE)
  @APIResponse(
      responseCode = "200",
      description =
          """
          Server-sent events. entry: a new entry; its id is that of the event. closed: the last event, with the reason: \
          revoked, rotated, expired, disabled, elsewhere, right_lost, or, after which it can be opened again, reach_changed, \
          unconfirmed, too_slow, stopping.""",
      content =
          @Content(
              mediaType = EventStream.MEDIA_TYPE,
              schema = @Schema(implementation = EntryView.class)))
  @Allow(Scope.ACTIVITY_READ)
  @Operation(
      summary =
          "New entries as they come, within seconds, until the credential ends or its rights change; at most 5 for one"
              + " credential and 50 in an account")
  public Response stream(
      @Parameter(description = "The id of the last entry that you have, to go on after it")
          @HeaderParam("Last-Event-ID")
          @Nullable String last) {
    return feed.open(last).answer();
  }

  @GET
  @Path("/head")
  @Allow(Scope.ACTIVITY_READ)
  @Operation(
      summary =
          "Where the chain of the log book ends, signed; keep it elsewhere to see later what was cut off")
  public HeadView head() {
    return verification.head();
  }

  @GET
  @Path("/verify")
  @Allow(Scope.ACTIVITY_READ)
  @Operation(
      summary =
          "Whether the log book is what was written; head is a head from before, as number:hash")
  public VerificationView verify(
      @QueryParam("from") @DefaultValue("1") long from, @QueryParam("head") @Nullable String head) {
    return verification.verify(from, head);
  }
}
