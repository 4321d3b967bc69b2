package dev.belfry.access.key.policy;

import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import dev.belfry.platform.http.EntityTag;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/keys/policy")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Keys")
class KeyPolicyResource {
  private final KeyPolicies policies;

  KeyPolicyResource(KeyPolicies policies) {
    this.policies = policies;
  }

  @GET
  @Allow(Scope.KEY_READ)
  @Operation(summary = "What the account asks of its keys")
  public RestResponse<KeyPolicyView> get() {
    return tagged(policies.get());
  }

  @PUT
  @Allow(Scope.KEY_UPDATE)
  @Operation(summary = "Ask something else of all keys; needs key:update on everything")
  public RestResponse<KeyPolicyView> replace(
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, KeyPolicyView wanted) {
    return tagged(policies.replace(wanted, ifMatch));
  }

  private static RestResponse<KeyPolicyView> tagged(KeyPolicies.Versioned found) {
    return RestResponse.ResponseBuilder.ok(found.policy())
        .header(HttpHeaders.ETAG, EntityTag.of(found.version()))
        .build();
  }
}
