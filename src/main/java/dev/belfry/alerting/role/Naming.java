package dev.belfry.alerting.role;

import dev.belfry.alerting.book.RuleBook;
import dev.belfry.alerting.book.RuleKind;
import dev.belfry.notify.channel.Channels;
import dev.belfry.notify.webhook.WebhookService;
import dev.belfry.platform.id.Id;
import dev.belfry.platform.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether what a rule names may be named: what the caller sees, and what stood there before. */
@ApplicationScoped
public class Naming {
  private final RuleBook book;
  private final Channels channels;
  private final WebhookService webhooks;

  Naming(RuleBook book, Channels channels, WebhookService webhooks) {
    this.book = book;
    this.channels = channels;
    this.webhooks = webhooks;
  }

  public void channels(Wanted wanted, String pointer, List<Violation> wrong) {
    check(wanted, channels::visible, pointer, "channel", wrong);
  }

  public void webhooks(Wanted wanted, String pointer, List<Violation> wrong) {
    check(wanted, webhooks::visible, pointer, "webhook", wrong);
  }

  /**
   * @param noun of the kind, for people
   */
  public void rules(
      RuleKind<?> kind, Wanted wanted, String pointer, String noun, List<Violation> wrong) {
    check(wanted, ids -> book.visible(kind, ids), pointer, noun, wrong);
  }

  /**
   * What is named.
   *
   * @param before what may stay, seen or not
   */
  public record Wanted(List<? extends Id> named, Set<UUID> before) {
    public static Wanted of(List<? extends Id> named, Stream<? extends Id> before) {
      return new Wanted(named, before.map(Id::uuid).collect(Collectors.toSet()));
    }
  }

  private static void check(
      Wanted wanted,
      Function<Collection<UUID>, Set<UUID>> seen,
      String pointer,
      String noun,
      List<Violation> wrong) {
    Set<UUID> fresh =
        wanted.named().stream()
            .map(Id::uuid)
            .filter(id -> !wanted.before().contains(id))
            .collect(Collectors.toSet());
    Set<UUID> there = fresh.isEmpty() ? Set.of() : seen.apply(fresh);
    for (int i = 0; i < wanted.named().size(); i++) {
      UUID id = wanted.named().get(i).uuid();
      if (fresh.contains(id) && !there.contains(id)) {
        wrong.add(Violation.at(at(pointer, i), "unknown", "is no " + noun + " that you may see"));
      }
    }
  }

  /** A single one, such as {@code /rota_id}, has no place in a list. */
  private static String at(String pointer, int index) {
    return pointer.endsWith("_id") ? pointer : pointer + "/" + index;
  }
}
