package dev.belfry.platform.seal;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Checklist;
import dev.belfry.house.TestDatabase;
import dev.belfry.platform.start.StartRefusedException;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start with secrets that are not the database's is refused, and changes nothing. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class FingerprintsTest {
  @Inject Pepper pepper;
  @Inject Sealer sealer;

  @Inject
  @DataSource("system")
  AgroalDataSource system;

  @Test
  @Checklist(117)
  void anotherPepperOrSealingKeyRefusesTheStart(@TempDir Path elsewhere) throws Exception {
    start(pepper, sealer);
    refused("pepper", new Pepper(home(elsewhere)), sealer);
    refused("sealing-key", pepper, new Sealer(home(elsewhere)));
    start(pepper, sealer);
  }

  private void refused(String name, Pepper anyPepper, Sealer anySealer) {
    StartRefusedException refused =
        assertThrows(StartRefusedException.class, () -> start(anyPepper, anySealer));
    assertTrue(String.valueOf(refused.getMessage()).contains(name));
  }

  private void start(Pepper anyPepper, Sealer anySealer) throws Exception {
    new Fingerprints(system, anyPepper, anySealer).check(new StartupEvent());
  }

  private static BelfryHome home(Path directory) {
    return new BelfryHome() {
      @Override
      public Path home() {
        return directory;
      }

      @Override
      public Optional<Path> pepperFile() {
        return Optional.empty();
      }

      @Override
      public Optional<Path> sealingKeyFile() {
        return Optional.empty();
      }

      @Override
      public Database database() {
        return () -> true;
      }
    };
  }
}
