package dev.belfry.alerting.summary;

import dev.belfry.access.Access;
import dev.belfry.access.AccessProblems;
import dev.belfry.access.Caller;
import dev.belfry.access.people.MemberDirectory;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.mail.Mail;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;

/** Everybody's own summary. */
@ApplicationScoped
@Transactional
class SummaryService {
  private static final int MORNING = 8;

  private final Access access;
  private final MemberDirectory members;
  private final Event<SummaryChanged> events;
  private final InstantSource clock;

  SummaryService(
      Access access, MemberDirectory members, Event<SummaryChanged> events, InstantSource clock) {
    this.access = access;
    this.members = members;
    this.events = events;
    this.clock = clock;
  }

  /**
   * @throws Problem 404 when the caller asked for none
   */
  SummaryView get() {
    return SummaryView.of(own(LockModeType.NONE).orElseThrow(Problem::notFound));
  }

  /**
   * @throws Problem 403 for who did not log in, 409 when nobody vouches for the caller's address,
   *     422 for a time zone that does not exist
   */
  SummaryView want(NewSummary wanted) {
    Caller caller = person();
    String zone = Objects.requireNonNullElse(wanted.timeZone(), "UTC");
    if (!ZoneId.getAvailableZoneIds().contains(zone)) {
      throw Problem.invalid(
          "/time_zone", "invalid", "must be a zone of the IANA database such as Europe/Berlin");
    }
    requireAddress(caller);
    Instant now = clock.instant();
    Summary summary = own(LockModeType.PESSIMISTIC_WRITE).orElseGet(() -> fresh(caller, now));
    summary.weekday =
        Objects.requireNonNullElse(wanted.weekday(), DayOfWeek.MONDAY.getValue()).shortValue();
    summary.hour = Objects.requireNonNullElse(wanted.hour(), MORNING).shortValue();
    summary.timeZone = zone;
    summary.updatedAt = now;
    summary.next(now);
    summary.persist();
    Summary.flush();
    tell(caller, now, "weekly_summary.requested");
    return SummaryView.of(summary);
  }

  /** Nothing happens when there is none. */
  void leave() {
    Caller caller = person();
    own(LockModeType.PESSIMISTIC_WRITE)
        .ifPresent(
            summary -> {
              summary.delete();
              tell(caller, clock.instant(), "weekly_summary.ended");
            });
  }

  private Optional<Summary> own(LockModeType lock) {
    Caller caller = access.caller();
    return Summary.of(caller.account(), caller.member().uuid(), lock);
  }

  /** A key acts for a member; what he reads of a morning is his own affair. */
  private Caller person() {
    Caller caller = access.caller();
    if (caller.key() != null || caller.user() == null) {
      throw AccessProblems.sessionNeeded();
    }
    return caller;
  }

  private void requireAddress(Caller caller) {
    boolean good =
        members
            .find(caller.account(), caller.member())
            .filter(member -> member.addressProven() && member.email() != null)
            .filter(member -> Mail.refusal(Objects.requireNonNull(member.email())).isEmpty())
            .isPresent();
    if (!good) {
      throw Problem.of(
          ProblemType.CONFLICT, "Nobody vouches that your mail address is yours; nothing is sent.");
    }
  }

  private static Summary fresh(Caller caller, Instant now) {
    Summary summary = new Summary();
    summary.id = caller.member().uuid();
    summary.accountId = caller.account().uuid();
    summary.createdAt = now;
    return summary;
  }

  private void tell(Caller caller, Instant now, String action) {
    Subject subject = Subject.of("user", caller.member(), caller.actor().name());
    events.fire(new SummaryChanged(caller.account(), caller.actor(), subject, now, action));
  }
}
