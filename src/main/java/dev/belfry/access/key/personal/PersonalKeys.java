package dev.belfry.access.key.personal;

import dev.belfry.access.Access;
import dev.belfry.access.AccessProblems;
import dev.belfry.access.credential.KeyId;
import dev.belfry.access.credential.KeyText;
import dev.belfry.access.key.KeyFilter;
import dev.belfry.access.key.KeyService;
import dev.belfry.access.key.KeyView;
import dev.belfry.access.key.NewKey;
import dev.belfry.access.key.Rotation;
import dev.belfry.access.key.policy.KeyPolicies;
import dev.belfry.access.people.MemberId;
import dev.belfry.platform.page.Page;
import dev.belfry.platform.page.PageRequest;
import dev.belfry.platform.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/**
 * A person's own keys, without any scope over keys: made where the account lets its members have
 * personal ones, and given up at any time.
 */
@ApplicationScoped
class PersonalKeys {
  private final Access access;
  private final KeyPolicies policies;
  private final KeyService keys;

  PersonalKeys(Access access, KeyPolicies policies, KeyService keys) {
    this.access = access;
    this.policies = policies;
    this.keys = keys;
  }

  /** All that the person owns, those of other types too. */
  @Transactional
  Page<KeyView> list(PageRequest page, KeyFilter filter) {
    return keys.list(page, filter.ownedBy(person()));
  }

  @Transactional
  KeyView create(NewKey wanted) {
    person();
    NewKey personal = wanted.personal();
    if (personal.type() != KeyText.Type.PAT) {
      throw Problem.invalid("/type", "not_allowed", "is pat for a personal key");
    }
    if (!policies.of(access.account()).personalKeys()) {
      throw AccessProblems.noPersonalKeys();
    }
    return keys.create(personal);
  }

  KeyView rotate(KeyId id, Rotation wanted) {
    requireOwn(id);
    return keys.rotate(id, wanted);
  }

  void revoke(KeyId id) {
    requireOwn(id);
    keys.revoke(id);
  }

  private MemberId person() {
    if (access.caller().key() != null) {
      throw AccessProblems.sessionNeeded();
    }
    return access.caller().member();
  }

  private void requireOwn(KeyId id) {
    MemberId person = person();
    if (!keys.get(id).key().ownerId().equals(person)) {
      throw Problem.notFound();
    }
  }
}
