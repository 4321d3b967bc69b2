package dev.belfry.account;

import dev.belfry.access.Allow;
import dev.belfry.access.grant.Scope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/account")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Account")
class AccountResource {
  private final AccountService accounts;

  AccountResource(AccountService accounts) {
    this.accounts = accounts;
  }

  @GET
  @Allow(Scope.ACCOUNT_READ)
  @Operation(summary = "The account, its plan, and what it uses of it")
  public AccountView get() {
    return accounts.get();
  }
}
