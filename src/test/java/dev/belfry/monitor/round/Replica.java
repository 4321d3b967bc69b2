package dev.belfry.monitor.round;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.check.Checkers;
import dev.belfry.monitor.Judgement;
import dev.belfry.monitor.LooksRecorded;
import dev.belfry.monitor.Targets;
import dev.belfry.monitor.network.OwnNetwork;
import dev.belfry.platform.claim.Claims;
import dev.belfry.platform.claim.Holders;
import dev.belfry.platform.wire.Egress;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;

/** Rounds of other processes, on the same database. */
@ApplicationScoped
class Replica {
  private final Holders holders;
  private final AgroalDataSource system;
  private final Checkers checkers;
  private final OwnNetwork network;
  private final Egress egress;
  private final Targets targets;
  private final ObjectMapper mapper;
  private final Judgement judgement;
  private final Event<LooksRecorded> events;
  private final InstantSource clock;

  Replica(
      Holders holders,
      @DataSource("system") AgroalDataSource system,
      Checkers checkers,
      OwnNetwork network,
      Egress egress,
      Targets targets,
      ObjectMapper mapper,
      Judgement judgement,
      Event<LooksRecorded> events,
      InstantSource clock) {
    this.holders = holders;
    this.system = system;
    this.checkers = checkers;
    this.network = network;
    this.egress = egress;
    this.targets = targets;
    this.mapper = mapper;
    this.judgement = judgement;
    this.events = events;
    this.clock = clock;
  }

  /** Settings of a process. */
  record Settings(int looksAtOnce, int looksPerHost, int looksPerSecond) implements RoundsConfig {
    static final Settings USUAL = new Settings(20_000, 32, 5_000);
  }

  /** Another process. */
  Running start(Settings settings) {
    Claims claims = holders.another();
    DueMonitors due = new DueMonitors(claims, system, checkers, targets, mapper);
    LookBook book = new LookBook(new QuietLooks(system, claims, events), judgement);
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    RoundMeters meters = new RoundMeters(registry);
    Looks looks = new Looks(checkers, network, egress, book, clock, meters, settings);
    MonitorRounds rounds = new MonitorRounds(due, looks, clock, meters, settings);
    return new Running(settings, due, book, looks, rounds, registry);
  }

  record Running(
      Settings settings,
      DueMonitors due,
      LookBook book,
      Looks looks,
      MonitorRounds rounds,
      SimpleMeterRegistry meters)
      implements AutoCloseable {
    int taken() {
      return settings.looksAtOnce() - looks.room();
    }

    /** Until all that was taken is recorded. */
    void settle() {
      while (taken() > 0) {
        LockSupport.parkNanos(1_000_000);
      }
    }

    @Override
    public void close() {
      rounds.stop();
      book.close();
    }
  }
}
