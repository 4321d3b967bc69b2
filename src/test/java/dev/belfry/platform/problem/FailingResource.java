package dev.belfry.platform.problem;

import dev.belfry.access.Open;
import io.quarkus.arc.properties.IfBuildProperty;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Fails as code with a defect would. */
@Path("/failing")
@RunOnVirtualThread
@IfBuildProperty(name = "routes.failing", stringValue = "true")
class FailingResource {
  @GET
  @Open("Only in the test of errors")
  public String fail() {
    throw new IllegalStateException("inside: select secret from nowhere");
  }
}
