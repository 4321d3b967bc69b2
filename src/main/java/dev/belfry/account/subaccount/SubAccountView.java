package dev.belfry.account.subaccount;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.belfry.account.AccountStatus;
import dev.belfry.account.AccountView;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A sub-account as its parent sees it: nothing of what is in it.
 *
 * @param groupMapping whether its mappings of groups of the shared identity provider count
 */
@Schema(name = "SubAccount")
record SubAccountView(
    @JsonUnwrapped AccountView account, AccountStatus status, boolean groupMapping) {}
