package dev.belfry.access.watch;

import dev.belfry.access.credential.KeyId;
import dev.belfry.access.people.MemberId;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.id.Id;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Of whom a flag tells, as stored and as shown. */
final class Subjects {
  static final String KEY = "key";
  static final String PERSON = "person";
  static final String ACCOUNT = "account";

  private Subjects() {}

  static Subject of(String kind, UUID id, @Nullable String name) {
    return switch (kind) {
      case KEY -> Subject.of("key", new KeyId(id), name);
      case PERSON -> Subject.of("member", new MemberId(id), name);
      default -> Subject.of(ACCOUNT, (Id) new AccountId(id), name);
    };
  }
}
