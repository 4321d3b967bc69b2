package dev.belfry.alerting.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belfry.alerting.book.Kept;
import dev.belfry.alerting.book.RuleBook;
import dev.belfry.alerting.escalation.EscalationService;
import dev.belfry.alerting.escalation.NewEscalation;
import dev.belfry.alerting.role.Addressees;
import dev.belfry.notify.Endpoint;
import dev.belfry.notify.Notice;
import dev.belfry.notify.PostOffice;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.id.Id;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Rings what is due by a trigger; in the caller's transaction. */
@ApplicationScoped
class Ringer {
  private final RuleBook book;
  private final Addressees addressees;
  private final PostOffice post;

  Ringer(RuleBook book, Addressees addressees, PostOffice post) {
    this.book = book;
    this.addressees = addressees;
    this.post = post;
  }

  /** The escalation of a trigger; null where it has none. */
  @Nullable NewEscalation escalation(AccountId account, NewTrigger trigger) {
    if (trigger.escalationId() == null) {
      return null;
    }
    Kept<NewEscalation> found =
        book.named(EscalationService.KIND, account, List.of(trigger.escalationId().uuid()))
            .get(trigger.escalationId().uuid());
    return found == null ? null : found.body();
  }

  /** To whom these rings of a trigger go at an instant. */
  Set<Endpoint> to(
      AccountId account,
      NewTrigger trigger,
      @Nullable NewEscalation escalation,
      List<Timetable.Entry> ringing,
      Instant at) {
    Set<Endpoint> to = new LinkedHashSet<>();
    for (Timetable.Entry entry : ringing) {
      if (!entry.escalates()) {
        to.addAll(addressees.of(account, trigger.roles().stream().map(Id::uuid).toList(), at));
      } else if (escalation != null && entry.step() < escalation.steps().size()) {
        NewEscalation.Step step = escalation.steps().get(entry.step());
        to.addAll(addressees.of(account, step.roles().stream().map(Id::uuid).toList(), at));
        to.addAll(addressees.direct(account, step.channels(), step.webhooks()));
      }
    }
    return to;
  }

  /** Rings all that is due, and says when it rings next. */
  void ring(Ring ring, NewTrigger trigger, Instant now) {
    NewEscalation escalation = escalation(ring.account(), trigger);
    Timetable table = Timetable.of(trigger, escalation, ring.lasting);
    Timetable.Now due = table.now(ring.position, ring.happenedAt, now);
    Set<Endpoint> to = to(ring.account(), trigger, escalation, due.ringing(), now);
    if (!to.isEmpty()) {
      ring.rang(to, now);
      post.sendTo(
          new Notice(
              ring.type,
              ring.happenedAt,
              ring.account(),
              ring.place(),
              marked(ring, ring.data),
              ring.about),
          to);
    }
    ring.waits(due.position(), due.next());
    if (due.next() == null && (!ring.lasting || ring.rung == 0)) {
      ring.end(due.ringing().isEmpty() ? Ring.OUTSIDE_HOURS : Ring.NOBODY_TO_TELL, now);
    }
  }

  /** Tells those whom it rang, and nobody else, that it is over. */
  void over(Ring ring, Notice end, Instant now) {
    if (ring.rung > 0) {
      post.sendTo(
          new Notice(
              end.type(),
              end.at(),
              end.account(),
              end.place(),
              marked(ring, end.data()),
              end.about()),
          ring.endpoints);
    }
    ring.end(Ring.OVER_BEFORE, now);
  }

  /** So that its reader knows by which trigger it comes, and whether it came before. */
  private static JsonNode marked(Ring ring, JsonNode data) {
    ObjectNode marked = data.deepCopy();
    marked
        .putObject("ring")
        .put("trigger_id", new TriggerId(ring.triggerId).text())
        .put("trigger_name", ring.triggerName)
        .put("number", ring.rung);
    return marked;
  }
}
