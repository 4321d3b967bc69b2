package dev.belfry.monitor.report;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.grant.Place;
import dev.belfry.monitor.MonitorId;
import dev.belfry.platform.event.AccountId;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The kinds that report by themselves. */
@ApplicationScoped
public class Reporters {
  private final Map<String, SelfReporting> byKind;

  Reporters(@All List<SelfReporting> kinds) {
    this.byKind =
        kinds.stream().collect(Collectors.toMap(SelfReporting::kind, Function.identity()));
  }

  /** Whether nobody looks at monitors of this kind. */
  public boolean have(String kind) {
    return byKind.containsKey(kind);
  }

  /** Tells the room of the kind, if it has one, of those that were made. */
  public void made(String kind, List<SelfReporting.Settled> monitors) {
    Optional.ofNullable(byKind.get(kind)).ifPresent(room -> room.made(monitors));
  }

  /** Tells the room of the kind, if it has one. */
  public void settle(String kind, SelfReporting.Settled monitor) {
    Optional.ofNullable(byKind.get(kind)).ifPresent(room -> room.settle(monitor));
  }

  /** What else is shown of monitors of one kind. */
  public Map<MonitorId, Map<String, JsonNode>> shown(
      String kind, AccountId account, Map<MonitorId, Place> monitors) {
    return Optional.ofNullable(byKind.get(kind))
        .map(room -> room.shown(account, monitors))
        .orElse(Map.of());
  }
}
