package dev.belfry.platform.wire;

import dev.belfry.platform.start.SettingsCheck;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is wrong with the networks that may be reached. */
@ApplicationScoped
class EgressSettings implements SettingsCheck {
  private final EgressConfig config;

  EgressSettings(EgressConfig config) {
    this.config = config;
  }

  @Override
  public List<String> wrongSettings() {
    List<String> wrong = new ArrayList<>();
    examine("BELFRY_EGRESS_ALLOW", config.allow(), wrong);
    examine("BELFRY_EGRESS_ALLOW_MONITORS", config.allowMonitors(), wrong);
    examine("BELFRY_EGRESS_ALLOW_WEBHOOKS", config.allowWebhooks(), wrong);
    return wrong;
  }

  private static void examine(String setting, Optional<List<String>> blocks, List<String> wrong) {
    for (String block : blocks.filter(list -> !list.equals(List.of("none"))).orElse(List.of())) {
      try {
        Cidr.parse(block.strip());
      } catch (IllegalArgumentException e) {
        wrong.add(setting + " must be CIDR blocks or none: each " + e.getMessage());
      }
    }
  }
}
