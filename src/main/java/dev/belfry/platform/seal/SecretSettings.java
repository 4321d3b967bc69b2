package dev.belfry.platform.seal;

import dev.belfry.platform.start.SettingsCheck;
import dev.belfry.platform.start.StartRefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the files of the pepper and the sealing key. */
@ApplicationScoped
class SecretSettings implements SettingsCheck {
  private final BelfryHome home;

  SecretSettings(BelfryHome home) {
    this.home = home;
  }

  @Override
  public List<String> wrongSettings() {
    List<String> wrong = new ArrayList<>();
    examine(home.pepperFile().orElse(home.home().resolve("pepper")), wrong);
    examine(home.sealingKeyFile().orElse(home.home().resolve("sealing-key")), wrong);
    return wrong;
  }

  private void examine(Path file, List<String> wrong) {
    try {
      SecretFiles.read(file, home.database().embedded());
    } catch (StartRefusedException refused) {
      wrong.add(String.valueOf(refused.getMessage()));
    }
  }
}
