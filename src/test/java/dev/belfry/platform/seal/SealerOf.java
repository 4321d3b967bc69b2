package dev.belfry.platform.seal;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sealers with keys of their own. */
public final class SealerOf {
  private SealerOf() {}

  /** With the key of that directory, made where there is none, and those in these files. */
  public static Sealer keys(Path directory, Path... previous) {
    return new Sealer(home(directory, List.of(previous)));
  }

  static BelfryHome home(Path directory, List<Path> previous) {
    return home(directory, previous, true);
  }

  static BelfryHome home(Path directory, @Nullable List<Path> previous, boolean embedded) {
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
      public Optional<List<Path>> previousSealingKeyFiles() {
        return Optional.ofNullable(previous);
      }

      @Override
      public Database database() {
        return () -> embedded;
      }
    };
  }
}
