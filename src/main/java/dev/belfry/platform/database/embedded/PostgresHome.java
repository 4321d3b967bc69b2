package dev.belfry.platform.database.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** What lies where below the home; paths are real ones, as the server sees them. */
record PostgresHome(Path directory) {
  static PostgresHome in(Path home) throws IOException {
    var ours = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    Path directory =
        Files.createDirectories(home.toAbsolutePath(), ours).toRealPath().resolve("postgres");
    Files.createDirectories(directory, ours);
    // Another account must reach its data through it, but need not list it.
    String mode = SystemUser.current().root() ? "rwx--x--x" : "rwx------";
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(mode));
    return new PostgresHome(directory);
  }

  Path lock() {
    return directory.resolve("lock");
  }

  Path password() {
    return directory.resolve("password");
  }

  Path port() {
    return directory.resolve("port");
  }

  Path data() {
    return directory.resolve("data");
  }

  Path pidFile() {
    return data().resolve("postmaster.pid");
  }

  Path log() {
    return directory.resolve("log");
  }
}
