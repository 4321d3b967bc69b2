package dev.belfry.alerting.summary;

import dev.belfry.access.SignedIn;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/profile/weekly-summary")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Profile")
class SummaryResource {
  private final SummaryService summaries;

  SummaryResource(SummaryService summaries) {
    this.summaries = summaries;
  }

  @GET
  @SignedIn
  @Operation(summary = "When one's weekly summary comes by mail; 404 when it does not")
  public SummaryView get() {
    return summaries.get();
  }

  @PUT
  @SignedIn
  @Operation(
      summary = "Ask for a mail a week of what one may see; needs a session and a proven address")
  public SummaryView want(@NotNull @Valid NewSummary wanted) {
    return summaries.want(wanted);
  }

  @DELETE
  @SignedIn
  @Operation(summary = "Ask for it no more; needs a session")
  public void leave() {
    summaries.leave();
  }
}
