package dev.belfry.access;

import dev.belfry.platform.database.Binding;
import dev.belfry.platform.event.Subject;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/** Tells when a key opens something for the first time. */
@ApplicationScoped
class FirstUses {
  private static final Logger LOG = Logger.getLogger(FirstUses.class);

  private final Binding binding;
  private final Event<KeyFirstUsed> events;
  private final InstantSource clock;

  FirstUses(Binding binding, Event<KeyFirstUsed> events, InstantSource clock) {
    this.binding = binding;
    this.events = events;
    this.clock = clock;
  }

  /** Of a caller that is let in; a call is not refused because this could not be written. */
  void note(Identity identity) {
    Identity.Key key = identity.key();
    if (key == null || !key.firstUse() || identity.account() == null) {
      return;
    }
    KeyFirstUsed event =
        new KeyFirstUsed(
            identity.account(),
            identity.actor(),
            Subject.of("key", key.id(), key.name()),
            clock.instant());
    binding.to(identity.account());
    try {
      QuarkusTransaction.requiringNew().run(() -> events.fire(event));
    } catch (RuntimeException e) {
      LOG.warnf("the first use of a key could not be written: %s", e.getMessage());
    }
  }
}
