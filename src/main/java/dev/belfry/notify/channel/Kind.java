package dev.belfry.notify.channel;

import dev.belfry.access.grant.Scope;
import dev.belfry.notify.Channel;
import dev.belfry.notify.Dispatch;
import dev.belfry.notify.Letter;
import dev.belfry.notify.Notice;
import dev.belfry.notify.Outcome;
import dev.belfry.notify.Pace;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.problem.Violation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A kind of channel. Every bean of this type is offered; the room names none. */
public abstract class Kind implements Channel {
  private final ChannelDesk desk;

  protected Kind(ChannelDesk desk) {
    this.desk = desk;
  }

  /** For people. */
  public abstract String title();

  /** What one sets, in the order in which it is shown. */
  public abstract List<Field> fields();

  /** What is wrong with fields that are right one by one; by pointers below the settings. */
  public List<Violation> wrong(Settings settings) {
    return List.of();
  }

  /**
   * Why nothing may be sent to one with these settings yet, by a stable lower-case word; null where
   * it may. In a transaction bound to the account.
   */
  public @Nullable String waitsFor(AccountId account, Settings settings) {
    return null;
  }

  /**
   * Asks the receiver whether he wants news, where he has to be asked; in the transaction that
   * makes or changes the channel.
   *
   * @return false where that has been done too often lately
   */
  public boolean ask(AccountId account, Settings settings, Instant now) {
    return true;
  }

  /** One attempt, with no transaction open; blocks until its outcome is known. */
  public abstract Outcome send(Settings settings, News news, Instant at);

  /** None by themselves: whoever sends names them. */
  @Override
  public final List<UUID> recipients(Notice notice) {
    return List.of();
  }

  @Override
  public final Dispatch prepare(AccountId account, UUID endpoint, Letter letter) {
    return desk.prepare(this, account, endpoint, letter);
  }

  @Override
  public final void gone(AccountId account, UUID endpoint, Instant at) {
    desk.gone(account, endpoint, at);
  }

  @Override
  public final Set<UUID> within(Scope scope) {
    return desk.within(this, scope);
  }

  @Override
  public final Optional<Pace> pace(AccountId account, UUID endpoint) {
    return desk.pace(account, endpoint);
  }
}
