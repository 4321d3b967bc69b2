package dev.belfry.platform.seal;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start with other secrets than those of the database is refused. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class FingerprintsTest {
  @Inject
  @DataSource("system")
  AgroalDataSource system;

  @Inject Pepper pepper;
  @Inject BelfryHome home;

  @TempDir Path one;
  @TempDir Path two;

  @Test
  @Checklist(117)
  void anotherPepperRefusesTheStart() throws Exception {
    Pepper other = new Pepper(SealerOf.home(two, List.of()));
    StartRefusedException refused =
        assertThrows(StartRefusedException.class, () -> start(other, SealerOf.keys(home.home())));
    assertTrue(String.valueOf(refused.getMessage()).contains("pepper"));
  }

  @Test
  @Checklist(117)
  void anotherSealingKeyIsTakenOnlyBesideTheOldOnes() {
    Path first = home.home().resolve("sealing-key");
    StartRefusedException refused =
        assertThrows(StartRefusedException.class, () -> start(SealerOf.keys(one)));
    assertTrue(String.valueOf(refused.getMessage()).contains("sealing-key"));
    Sealer prepared = SealerOf.keys(home.home(), one.resolve("sealing-key"));
    assertDoesNotThrow(() -> start(prepared), "one that is known and seals nothing yet");
    assertDoesNotThrow(() -> start(SealerOf.keys(home.home())), "and may be taken away again");
    Sealer changed = SealerOf.keys(one, first);
    assertDoesNotThrow(() -> start(changed));
    assertDoesNotThrow(() -> start(changed), "at each start");
    assertDoesNotThrow(() -> start(prepared), "another replica, before it is changed too");
    assertThrows(
        StartRefusedException.class,
        () -> start(SealerOf.keys(home.home())),
        "it could not open what the new one sealed");
    assertThrows(StartRefusedException.class, () -> start(SealerOf.keys(one)));
    assertThrows(StartRefusedException.class, () -> start(SealerOf.keys(two, first)));
  }

  private void start(Sealer sealer) throws Exception {
    start(pepper, sealer);
  }

  private void start(Pepper anyPepper, Sealer sealer) throws Exception {
    new Fingerprints(system, anyPepper, sealer).check(new StartupEvent());
  }
}
