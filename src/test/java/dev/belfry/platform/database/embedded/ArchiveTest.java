package dev.belfry.platform.database.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class ArchiveTest {
  @TempDir Path directory;

  @Test
  void keepsLinksAndWhatMayBeRun() throws IOException {
    unpack(file("bin/run", 0700), file("lib/a.so.1", 0600), link("lib/a.so", "a.so.1"));
    assertTrue(Files.isExecutable(target().resolve("bin", "run")));
    assertFalse(Files.isExecutable(target().resolve("lib", "a.so.1")));
    assertEquals(Path.of("a.so.1"), Files.readSymbolicLink(target().resolve("lib", "a.so")));
    assertEquals("x", Files.readString(target().resolve("lib", "a.so")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil", "a/../../evil"})
  void refusesFilesOutside(String name) {
    assertThrows(IOException.class, () -> unpack(file(name, 0644)));
    assertFalse(Files.exists(directory.resolve("evil")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "../../evil", "/etc/passwd"})
  void refusesLinksToTheOutside(String to) {
    assertThrows(IOException.class, () -> unpack(link("link", to)));
    assertFalse(Files.isSymbolicLink(target().resolve("link")));
  }

  private Path target() {
    return directory.resolve("target");
  }

  private void unpack(TarArchiveEntry... entries) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(new XZOutputStream(packed, new LZMA2Options(0)))) {
      for (TarArchiveEntry entry : entries) {
        tar.putArchiveEntry(entry);
        if (!entry.isSymbolicLink()) {
          tar.write("x".getBytes(StandardCharsets.UTF_8));
        }
        tar.closeArchiveEntry();
      }
    }
    Files.createDirectories(target());
    new Archive(target()).unpack(new ByteArrayInputStream(packed.toByteArray()));
  }

  private static TarArchiveEntry file(String name, int mode) {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setMode(mode);
    entry.setSize(1);
    return entry;
  }

  private static TarArchiveEntry link(String name, String to) {
    TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
    entry.setLinkName(to);
    return entry;
  }
}
