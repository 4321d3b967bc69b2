package dev.belfry.monitor.network;

import dev.belfry.platform.start.SettingsCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the anchors. */
@ApplicationScoped
class NetworkSettings implements SettingsCheck {
  static final int MOST = 10;
  private static final String NAME = "BELFRY_MONITOR_NETWORK_ANCHORS";

  private final NetworkConfig config;

  NetworkSettings(NetworkConfig config) {
    this.config = config;
  }

  @Override
  public List<String> wrongSettings() {
    List<String> anchors = config.anchors().orElse(List.of());
    List<String> wrong = new ArrayList<>();
    if (anchors.size() > MOST) {
      wrong.add(NAME + " must be at most " + MOST);
    }
    for (String anchor : anchors) {
      try {
        Anchor.parse(anchor.strip());
      } catch (IllegalArgumentException e) {
        wrong.add(NAME + ": each " + e.getMessage());
      }
    }
    return wrong;
  }
}
