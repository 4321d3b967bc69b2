package dev.belfry.platform.database.embedded;

import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The kind of machine, as far as it decides which binaries run. */
record Platform(String system, String architecture) {
  static Platform current() {
    if (System.getProperty("org.graalvm.nativeimage.imagecode") != null) {
      throw new EmbeddedPostgresException(
          "the native program brings no PostgreSQL: set QUARKUS_DATASOURCE_JDBC_URL, or run the JVM program");
    }
    boolean musl = Files.exists(Path.of("/etc/alpine-release"));
    return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""), musl);
  }

  static Platform of(String osName, String osArch, boolean musl) {
    String system =
        osName.startsWith("Mac") ? "darwin" : osName.toLowerCase(Locale.ROOT).replace(' ', '_');
    String architecture =
        switch (osArch) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> osArch;
        };
    return new Platform(system, musl ? architecture + "-alpine_linux" : architecture);
  }

  String resource() {
    return "/postgres-" + system + "-" + architecture + ".txz";
  }

  URL requireBinaries() {
    URL archive = Platform.class.getResource(resource());
    if (archive == null) {
      throw new EmbeddedPostgresException(
          "this build has no PostgreSQL binaries for "
              + system
              + "-"
              + architecture
              + "; "
              + EmbeddedPostgresException.WAY_OUT);
    }
    return archive;
  }
}
