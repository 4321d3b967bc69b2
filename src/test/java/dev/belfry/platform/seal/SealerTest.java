package dev.belfry.platform.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.belfry.house.Checklist;
import dev.belfry.platform.start.StartRefusedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealerTest {
  private static final String PLACE = "monitor/1/2";
  @TempDir Path directory;

  @Test
  void opensWhatItSealedForTheSamePlaceOnly() {
    Sealer sealer = new Sealer(home(true));
    byte[] sealed = sealer.seal("hush", PLACE);
    assertFalse(new String(sealed, StandardCharsets.ISO_8859_1).contains("hush"));
    assertEquals("hush", sealer.open(sealed, PLACE));
    assertThrows(IllegalStateException.class, () -> sealer.open(sealed, "monitor/1/3"));
    sealed[sealed.length - 1] ^= 1;
    assertThrows(IllegalStateException.class, () -> sealer.open(sealed, PLACE));
    assertThrows(IllegalStateException.class, () -> sealer.open(new byte[5], PLACE));
  }

  @Test
  void derivesOneKeyForEachPurpose() {
    byte[] one = new Sealer(home(true)).derived("one").getFirst().secret();
    assertEquals(32, one.length);
    assertArrayEquals(one, new Sealer(home(false)).derived("one").getFirst().secret());
    assertFalse(Arrays.equals(one, new Sealer(home(false)).derived("two").getFirst().secret()));
  }

  @Test
  void opensWhatAKeyOfBeforeSealed() throws IOException {
    Sealer before = new Sealer(home(true));
    byte[] old = before.seal("hush", PLACE);
    Path key = directory.resolve("sealing-key");
    Files.move(key, directory.resolve("sealing-key.previous-1"));
    Sealer after = new Sealer(home(true));
    assertEquals("hush", after.open(old, PLACE));
    byte[] sealed = after.seal("psst", PLACE);
    assertEquals("psst", after.open(sealed, PLACE));
    assertThrows(IllegalStateException.class, () -> before.open(sealed, PLACE), "by the new one");
    assertThrows(IllegalStateException.class, () -> after.open(old, "monitor/1/3"));
    assertEquals(2, after.derived("one").size());
    assertEquals(
        before.derived("one").getFirst().sealingKey(), after.derived("one").getLast().sealingKey());
    Files.delete(directory.resolve("sealing-key.previous-1"));
    Sealer without = new Sealer(home(true));
    assertThrows(IllegalStateException.class, () -> without.open(old, PLACE));
  }

  @Test
  void aKeyOfBeforeThatIsNamedMustBeThere() {
    BelfryHome home = SealerOf.home(directory, List.of(directory.resolve("gone")));
    assertThrows(StartRefusedException.class, () -> new Sealer(home));
  }

  @Test
  void findsItsSecretsAgainInFilesThatOnlyTheirOwnerReads() throws IOException {
    byte[] before = new Pepper(home(true)).hash("x");
    assertArrayEquals(before, new Pepper(home(false)).hash("x"));
    assertEquals(
        "rw-------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("pepper"))));
  }

  @Test
  @Checklist(117)
  void makesNoSecretsOfItsOwnBesideSomebodysDatabase() throws IOException {
    assertThrows(StartRefusedException.class, () -> new Pepper(home(false)));
    Files.writeString(directory.resolve("pepper"), "c2hvcnQ=");
    assertThrows(StartRefusedException.class, () -> new Pepper(home(false)));
  }

  private BelfryHome home(boolean embedded) {
    return SealerOf.home(directory, null, embedded);
  }
}
