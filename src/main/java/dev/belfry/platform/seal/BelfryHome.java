package dev.belfry.platform.seal;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where Belfry keeps what must survive: {@code BELFRY_HOME}. */
@ConfigMapping(prefix = "belfry")
public interface BelfryHome {
  /**
   * The directory of the embedded database, the pepper and the sealing key. Environment:
   * BELFRY_HOME.
   */
  Path home();

  /**
   * File with the pepper, at least 32 random bytes; default {@code pepper} in the home directory.
   */
  Optional<Path> pepperFile();

  /**
   * File with the sealing key, exactly 32 random bytes in base 64; default {@code sealing-key} in
   * the home directory.
   */
  Optional<Path> sealingKeyFile();

  /**
   * Files with sealing keys of before, which open what they sealed and seal nothing more; default
   * all files of the home directory whose names begin with {@code sealing-key.previous}.
   */
  Optional<List<Path>> previousSealingKeyFiles();

  Database database();

  interface Database {
    /** Whether Belfry started PostgreSQL itself; set by the program, not by people. */
    @io.smallrye.config.WithDefault("false")
    boolean embedded();
  }
}
