package dev.belfry.account.installation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.json.MergePatch;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/installation/accounts")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Installation")
class InstallationResource {
  private final InstallationService installation;

  InstallationResource(InstallationService installation) {
    this.installation = installation;
  }

  @GET
  @Allow(Scope.INSTALLATION_READ)
  @Operation(
      summary = "All accounts, oldest first, as an operator of the installation",
      description = "In the first account only; elsewhere this is a 404.")
  public Page<InstalledAccount> list(@BeanParam PageRequest page) {
    return installation.list(page.checked());
  }

  @GET
  @Path("/{id}")
  @Allow(Scope.INSTALLATION_READ)
  @Operation(
      summary = "One account, as an operator of the installation",
      description = "In the first account only; elsewhere this is a 404.")
  public InstalledAccount get(@PathParam("id") AccountId id) {
    return installation.get(id);
  }

  @PATCH
  @Path("/{id}")
  @Consumes(MergePatch.MEDIA_TYPE)
  @Allow(Scope.INSTALLATION_UPDATE)
  @Operation(
      summary = "Change the plan of an account, as an operator of the installation",
      description =
          "Of an account that stands by itself; the plan of a sub-account is set by its parent."
              + " Sub-accounts that would have a higher plan get the same one. What is there stays"
              + " and works. In the first account only; elsewhere this is a 404.")
  public InstalledAccount patch(@PathParam("id") AccountId id, JsonNode patch) {
    return installation.patch(id, patch);
  }
}
