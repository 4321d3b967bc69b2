package dev.belfry.notify.channel;

import dev.belfry.platform.event.AccountId;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kinds that there are. */
@ApplicationScoped
public class Kinds {
  private final List<Kind> all;
  private final ChannelVault vault;

  Kinds(@All List<Kind> all, ChannelVault vault) {
    this.vault = vault;
    this.all = all.stream().sorted(Comparator.comparing(Kind::kind)).toList();
  }

  Optional<Kind> named(String name) {
    return all.stream().filter(kind -> kind.kind().equals(name)).findFirst();
  }

  private Settings settings(Kind kind, StoredChannel channel) {
    return new Settings(kind.fields(), vault.all(channel));
  }

  /** Why nothing may be sent there yet; null where it may. */
  @Nullable String waitsFor(StoredChannel channel) {
    return named(channel.kind)
        .map(kind -> kind.waitsFor(new AccountId(channel.accountId), settings(kind, channel)))
        .orElse(null);
  }

  /** Has its receiver asked, where that has to be; false where that was done too often lately. */
  boolean ask(StoredChannel channel, Instant now) {
    return named(channel.kind)
        .map(kind -> kind.ask(new AccountId(channel.accountId), settings(kind, channel), now))
        .orElse(true);
  }

  List<String> names() {
    return all.stream().map(Kind::kind).toList();
  }

  /** What can be made, with what each needs. */
  public KindView.Catalogue catalogue() {
    return new KindView.Catalogue(
        all.stream().map(kind -> new KindView(kind.kind(), kind.title(), kind.fields())).toList());
  }
}
