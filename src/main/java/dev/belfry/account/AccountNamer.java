package dev.belfry.account;

import dev.belfry.access.people.AccountNames;
import dev.belfry.platform.event.AccountId;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells what an account is called, for mails that speak of it. */
@ApplicationScoped
class AccountNamer implements AccountNames {
  private final AccountService accounts;

  AccountNamer(AccountService accounts) {
    this.accounts = accounts;
  }

  @Override
  public String name(AccountId account) {
    return accounts.name(account);
  }
}
