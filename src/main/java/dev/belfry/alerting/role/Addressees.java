package dev.belfry.alerting.role;

import dev.belfry.alerting.book.Kept;
import dev.belfry.alerting.book.RuleBook;
import dev.belfry.alerting.rota.NewRota;
import dev.belfry.alerting.rota.Roster;
import dev.belfry.alerting.rota.RotaId;
import dev.belfry.alerting.rota.RotaService;
import dev.belfry.notify.Endpoint;
import dev.belfry.notify.channel.Channels;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.id.Id;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** To whom roles lead at an instant; in the caller's transaction. */
@ApplicationScoped
public class Addressees {
  private static final String WEBHOOK = "webhook";

  private final RuleBook book;
  private final Channels channels;

  Addressees(RuleBook book, Channels channels) {
    this.book = book;
    this.channels = channels;
  }

  /** Each once; a role or a rota that is gone leads to nobody. */
  public Set<Endpoint> of(AccountId account, Collection<UUID> roles, Instant at) {
    List<NewNotificationRole> named =
        book.named(NotificationRoleService.KIND, account, roles).values().stream()
            .map(Kept::body)
            .toList();
    Map<UUID, Kept<NewRota>> rotas =
        book.named(
            RotaService.KIND,
            account,
            named.stream()
                .map(NewNotificationRole::rotaId)
                .filter(Objects::nonNull)
                .map(RotaId::uuid)
                .toList());
    List<UUID> wanted =
        named.stream()
            .flatMap(
                role ->
                    Stream.concat(role.channels().stream().map(Id::uuid), onCall(role, rotas, at)))
            .distinct()
            .toList();
    Set<Endpoint> found = new LinkedHashSet<>();
    if (!wanted.isEmpty()) {
      found.addAll(channels.endpoints(account, wanted));
    }
    named.stream()
        .flatMap(role -> role.webhooks().stream())
        .forEach(webhook -> found.add(new Endpoint(WEBHOOK, webhook.uuid())));
    return found;
  }

  /** Of channels and webhooks that are named themselves. */
  public Set<Endpoint> direct(
      AccountId account, Collection<? extends Id> channelIds, Collection<? extends Id> webhooks) {
    Set<Endpoint> found = new LinkedHashSet<>();
    if (!channelIds.isEmpty()) {
      found.addAll(channels.endpoints(account, channelIds.stream().map(Id::uuid).toList()));
    }
    webhooks.forEach(webhook -> found.add(new Endpoint(WEBHOOK, webhook.uuid())));
    return found;
  }

  private static Stream<UUID> onCall(
      NewNotificationRole role, Map<UUID, Kept<NewRota>> rotas, Instant at) {
    Kept<NewRota> rota = role.rotaId() == null ? null : rotas.get(role.rotaId().uuid());
    return rota == null
        ? Stream.of()
        : new Roster(rota.body())
            .at(at).stream()
                .filter(duty -> role.rotaLayer() == null || role.rotaLayer() == duty.layer())
                .flatMap(duty -> duty.channels().stream())
                .map(Id::uuid);
  }
}
