package dev.belfry.platform.database.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {
  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, false, /postgres-linux-x86_64.txz",
    "Linux, aarch64, false, /postgres-linux-arm_64.txz",
    "Linux, amd64, true, /postgres-linux-x86_64-alpine_linux.txz",
    "Mac OS X, x86_64, false, /postgres-darwin-x86_64.txz",
    "Mac OS X, aarch64, false, /postgres-darwin-arm_64.txz"
  })
  void knowsTheNamesInTheJars(String system, String architecture, boolean musl, String resource) {
    assertEquals(resource, Platform.of(system, architecture, musl).resource());
  }

  @Test
  void saysWhatToDoWhereThereAreNoBinaries() {
    var failure =
        assertThrows(
            EmbeddedPostgresException.class,
            () -> Platform.of("Linux", "riscv64", false).requireBinaries());
    assertTrue(failure.getMessage().contains("no PostgreSQL binaries for linux-riscv64"));
    assertTrue(failure.getMessage().contains("QUARKUS_DATASOURCE_JDBC_URL"));
  }

  @Test
  void wantsAUrlInTheNativeProgram() {
    System.setProperty("org.graalvm.nativeimage.imagecode", "runtime");
    try {
      var failure = assertThrows(EmbeddedPostgresException.class, Platform::current);
      assertTrue(failure.getMessage().contains("QUARKUS_DATASOURCE_JDBC_URL"));
    } finally {
      System.clearProperty("org.graalvm.nativeimage.imagecode");
    }
  }
}
