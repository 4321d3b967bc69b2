package dev.belfry.platform.database.embedded;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks a .txz into a directory, and nothing outside of it. */
record Archive(Path target) {
  void unpack(InputStream packed) throws IOException {
    try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(entry, tar);
      }
    }
  }

  private void unpack(TarArchiveEntry entry, InputStream content) throws IOException {
    Path path = inside(target.resolve(entry.getName()), entry);
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      setMode(path, "rwxr-xr-x");
      return;
    }
    createParents(path);
    if (entry.isSymbolicLink()) {
      inside(path.resolveSibling(entry.getLinkName()), entry);
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else if (entry.isFile() && !entry.isLink()) {
      Files.copy(content, path);
      setMode(path, (entry.getMode() & 0111) == 0 ? "rw-r--r--" : "rwxr-xr-x");
    } else {
      throw new IOException("unexpected kind of entry in the archive: " + entry.getName());
    }
  }

  private void createParents(Path path) throws IOException {
    Files.createDirectories(path.resolveSibling(""));
    for (Path parent = path.getParent();
        parent != null && !parent.equals(target);
        parent = parent.getParent()) {
      setMode(parent, "rwxr-xr-x");
    }
  }

  private Path inside(Path path, TarArchiveEntry entry) throws IOException {
    Path normal = path.normalize();
    if (!normal.startsWith(target)) {
      throw new IOException("entry leads out of the archive: " + entry.getName());
    }
    return normal;
  }

  // Not the archive's modes and not our umask: another account must be able to run them.
  private static void setMode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }
}
