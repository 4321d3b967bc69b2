package dev.belfry.alerting.summary;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.access.people.Member;
import dev.belfry.access.people.MemberDirectory;
import dev.belfry.access.people.MemberId;
import dev.belfry.access.people.MemberStatus;
import dev.belfry.notify.Channel;
import dev.belfry.notify.Dispatch;
import dev.belfry.notify.Letter;
import dev.belfry.notify.Notice;
import dev.belfry.notify.Outcome;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.mail.Mail;
import dev.belfry.platform.mail.MailOutcome;
import dev.belfry.platform.mail.Mailer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Summaries as the post office sees them; an endpoint is a member. */
@ApplicationScoped
class SummaryChannel implements Channel {
  static final String KIND = "weekly_summary";
  static final String TYPE = "report.weekly";
  private static final String NO_LONGER_WANTED = "no_longer_wanted";
  private static final String NO_ADDRESS = "no_proven_address";

  private final MemberDirectory members;
  private final Mailer mailer;
  private final ObjectMapper mapper;

  SummaryChannel(MemberDirectory members, Mailer mailer, ObjectMapper mapper) {
    this.members = members;
    this.mailer = mailer;
    this.mapper = mapper;
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** Nobody subscribes: each is written to one member. */
  @Override
  public List<UUID> recipients(Notice notice) {
    return List.of();
  }

  @Override
  public Dispatch prepare(AccountId account, UUID endpoint, Letter letter) {
    if (Summary.of(account, endpoint, LockModeType.NONE).isEmpty()) {
      return new Dispatch.Held(NO_LONGER_WANTED);
    }
    Optional<String> address =
        members
            .find(account, new MemberId(endpoint))
            .filter(member -> member.status() == MemberStatus.ACTIVE && member.addressProven())
            .map(Member::email);
    if (address.isEmpty() || Mail.refusal(address.get()).isPresent()) {
      return new Dispatch.Held(NO_ADDRESS);
    }
    WeekInReview week = read(letter);
    Mail mail =
        new Mail(address.get(), SummaryText.subject(week), SummaryText.body(week), null, Map.of());
    return new Dispatch.Ready(at -> outcome(mailer.send(mail)));
  }

  @Override
  public void gone(AccountId account, UUID endpoint, Instant at) {
    Summary.of(account, endpoint, LockModeType.PESSIMISTIC_WRITE).ifPresent(Summary::delete);
  }

  private WeekInReview read(Letter letter) {
    try {
      return Objects.requireNonNull(
          mapper.treeToValue(mapper.readTree(letter.body()).get("data"), WeekInReview.class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a summary of ours cannot be read", e);
    }
  }

  private static Outcome outcome(MailOutcome outcome) {
    @Nullable Integer code = outcome.code();
    return switch (outcome.verdict()) {
      case SENT -> new Outcome(Outcome.Verdict.DELIVERED, code, outcome.durationMs(), null, null);
      case TEMPORARY, OFF ->
          new Outcome(Outcome.Verdict.FAILED, code, outcome.durationMs(), outcome.error(), null);
      case PERMANENT ->
          new Outcome(Outcome.Verdict.GONE, code, outcome.durationMs(), outcome.error(), null);
    };
  }
}
