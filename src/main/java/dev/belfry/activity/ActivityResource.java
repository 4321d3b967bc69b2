package dev.belfry.activity;

import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import dev.belfry.platform.page.Stretch;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/activity")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Activity")
class ActivityResource {
  private final LogBook book;

  ActivityResource(LogBook book) {
    this.book = book;
  }

  @GET
  @Allow(Scope.ACTIVITY_READ)
  @Operation(summary = "Who did what, and who was refused; newest first")
  public Stretch<EntryView> list(@BeanParam EntryFilter filter) {
    return book.list(filter);
  }
}
