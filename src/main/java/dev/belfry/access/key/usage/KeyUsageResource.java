package dev.belfry.access.key.usage;

import dev.belfry.access.Allow;
import dev.belfry.access.credential.KeyId;
import dev.belfry.access.grant.GrantStore;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.key.KeyService;
import dev.belfry.access.key.KeyView;
import dev.belfry.access.usage.KeyUsageView;
import dev.belfry.access.usage.UsagePeriod;
import dev.belfry.access.usage.UsageReports;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/keys/{id}/usage")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Keys")
class KeyUsageResource {
  private final KeyService keys;
  private final UsageReports reports;
  private final GrantStore grants;

  KeyUsageResource(KeyService keys, UsageReports reports, GrantStore grants) {
    this.keys = keys;
    this.reports = reports;
    this.grants = grants;
  }

  @GET
  @Allow(Scope.KEY_READ)
  @Operation(summary = "Calls of a key by time, route and status, from where, and unused scopes")
  public KeyUsageView usage(@PathParam("id") KeyId id, @BeanParam UsagePeriod period) {
    KeyView key = keys.get(id).key();
    return reports.ofKey(id, period, grants.rights(key.grants()), key.createdAt());
  }
}
