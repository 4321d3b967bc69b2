package dev.belfry.account.subaccount;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.Allow;
import dev.belfry.access.SignedIn;
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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

@Path("/v1/accounts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Account")
class SubAccountResource {
  private final SubAccountService accounts;

  SubAccountResource(SubAccountService accounts) {
    this.accounts = accounts;
  }

  @GET
  @SignedIn
  @Operation(
      summary = "The accounts of which one is a member; with account:read also the sub-accounts")
  public Page<NearAccount> list(@BeanParam PageRequest page) {
    return accounts.list(page.checked());
  }

  @POST
  @Allow(Scope.ACCOUNT_CREATE)
  @Operation(summary = "Make a sub-account, whose admin you become")
  @ResponseStatus(201)
  public RestResponse<SubAccountView> create(NewAccount account) {
    SubAccountView made = accounts.create(account);
    return RestResponse.ResponseBuilder.<SubAccountView>created(
            URI.create("/v1/accounts/" + made.account().id().text()))
        .entity(made)
        .build();
  }

  @GET
  @Path("/{id}")
  @Allow(Scope.ACCOUNT_READ)
  @Operation(summary = "A sub-account: its name, plan and usage, nothing of what is in it")
  public SubAccountView get(@PathParam("id") AccountId id) {
    return accounts.get(id);
  }

  @PATCH
  @Path("/{id}")
  @Consumes(MergePatch.MEDIA_TYPE)
  @Allow(Scope.ACCOUNT_UPDATE)
  @Operation(summary = "Suspend or resume a sub-account, or change its plan, at once")
  public SubAccountView patch(@PathParam("id") AccountId id, JsonNode patch) {
    return accounts.patch(id, patch);
  }
}
