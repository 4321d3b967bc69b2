package dev.belfry.account;

import dev.belfry.access.key.KeyService;
import dev.belfry.access.people.People;
import dev.belfry.platform.database.Accounts;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Makes whole accounts: its first person, its plan, and a key that an operator brought along. */
@ApplicationScoped
public class Founding {
  private final People people;
  private final AccountService accountService;
  private final KeyService keys;
  private final Accounts accounts;

  Founding(People people, AccountService accountService, KeyService keys, Accounts accounts) {
    this.people = people;
    this.accountService = accountService;
    this.keys = keys;
    this.accounts = accounts;
  }

  /** What an account is called and may have. */
  public record Terms(String name, Plan plan) {}

  public People.Founder found(People.NewPerson first, Terms terms) {
    People.Founder founder = people.newAccount(first);
    open(founder, terms, null);
    return founder;
  }

  /** The last step: before it nobody can sign in, and after a crash before it all begins anew. */
  void open(People.Founder founder, Terms terms, @Nullable String key) {
    accounts.in(
        founder.account(),
        () -> {
          accountService.open(founder.account(), new AccountService.Opening(terms, null));
          if (key != null) {
            keys.adopt(founder.account(), founder.member(), key);
          }
          people.opened(founder.account());
          return founder;
        });
  }
}
