package dev.belfry.platform.database.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/** PostgreSQL's programs, unpacked once for each version of them. */
record Binaries(Path directory) {
  private static final String UNFINISHED = "unpack-";

  static Binaries unpacked(PostgresHome home, URL archive) throws IOException {
    Path target = home.directory().resolve("bin-%08x".formatted(checksum(archive)));
    if (!Files.isDirectory(target)) {
      Tree.deleteAll(home.directory(), UNFINISHED + "*");
      unpack(archive, home.directory(), target);
    }
    return new Binaries(target);
  }

  private static void unpack(URL archive, Path parent, Path target) throws IOException {
    EmbeddedPostgres.LOG.log(Level.INFO, "Unpacking PostgreSQL into {0}, once", target);
    Path unfinished = Files.createTempDirectory(parent, UNFINISHED);
    try (InputStream packed = archive.openStream()) {
      new Archive(unfinished).unpack(packed);
    }
    Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
    Tree.sync(unfinished);
    Tree.rename(unfinished, target);
  }

  /** CRC-32 of the archive: a jar knows it without reading. */
  private static long checksum(URL archive) throws IOException {
    if (archive.openConnection() instanceof JarURLConnection connection) {
      connection.setUseCaches(false);
      try (var jar = connection.getJarFile()) {
        return jar.getJarEntry(connection.getEntryName()).getCrc();
      }
    }
    try (var read = new CheckedInputStream(archive.openStream(), new CRC32())) {
      read.transferTo(OutputStream.nullOutputStream());
      return read.getChecksum().getValue();
    }
  }

  /** Only while no server runs: an adopted one may still need its own. */
  void deleteOthers() throws IOException {
    Tree.deleteAll(directory.resolveSibling(""), "bin-*", directory);
  }

  String initdb() {
    return program("initdb");
  }

  String pgCtl() {
    return program("pg_ctl");
  }

  String postgres() {
    return program("postgres");
  }

  private String program(String name) {
    return directory.resolve("bin", name).toString();
  }
}
