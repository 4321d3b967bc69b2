package dev.belfry.account;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.usage.UsagePeriod;
import dev.belfry.access.usage.UsageReports;
import dev.belfry.platform.http.EntityTag;
import dev.belfry.platform.json.MergePatch;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/v1/account")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Account")
class AccountResource {
  private final AccountService accounts;
  private final UsageReports reports;

  AccountResource(AccountService accounts, UsageReports reports) {
    this.accounts = accounts;
    this.reports = reports;
  }

  @GET
  @Allow(Scope.ACCOUNT_READ)
  @Operation(summary = "The account, its plan, and what it uses of it")
  public RestResponse<AccountView> get() {
    return tagged(accounts.get());
  }

  @PATCH
  @Consumes(MergePatch.MEDIA_TYPE)
  @Allow(Scope.ACCOUNT_UPDATE)
  @Operation(summary = "Rename the account")
  public RestResponse<AccountView> patch(
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch, JsonNode patch) {
    return tagged(accounts.patch(patch, ifMatch));
  }

  @GET
  @Path("/usage")
  @Allow(Scope.ACCOUNT_READ)
  @Operation(summary = "What the account uses of its plan, and its calls by time, route and key")
  public AccountView.Report usage(@BeanParam UsagePeriod period) {
    return new AccountView.Report(accounts.get().account().usage(), reports.ofAccount(period));
  }

  private static RestResponse<AccountView> tagged(AccountService.Versioned found) {
    return RestResponse.ResponseBuilder.ok(found.account())
        .header(HttpHeaders.ETAG, EntityTag.of(found.version()))
        .build();
  }
}
