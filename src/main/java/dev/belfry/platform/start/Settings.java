package dev.belfry.platform.start;

import io.quarkus.arc.All;
import io.quarkus.arc.InstanceHandle;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** Asks every room what is wrong with its settings, so that a start names them all at once. */
@ApplicationScoped
public class Settings {
  /** Before anything that runs by itself, such as the rounds. */
  private static final int FIRST = -1_000;

  @Inject
  @All
  @SuppressWarnings("NullAway.Init")
  List<InstanceHandle<SettingsCheck>> checks;

  void check(@Observes @Priority(FIRST) StartupEvent start) {
    require(checks.stream().map(InstanceHandle::get).toList());
  }

  /**
   * @throws StartRefusedException naming every wrong setting, a line each
   */
  static void require(List<SettingsCheck> checks) {
    List<String> wrong = new ArrayList<>();
    checks.forEach(check -> wrong.addAll(check.wrongSettings()));
    if (!wrong.isEmpty()) {
      throw of(wrong);
    }
  }

  /** The refusal that names these. */
  public static StartRefusedException of(List<String> wrong) {
    return new StartRefusedException(
        "These settings are wrong:\n  " + String.join("\n  ", wrong.stream().sorted().toList()));
  }
}
