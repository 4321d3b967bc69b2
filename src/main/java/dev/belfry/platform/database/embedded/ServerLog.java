package dev.belfry.platform.database.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the server wrote: start.log until its own logger takes over, then one file a day. */
record ServerLog(Path directory) {
  private static final long LARGEST = 10L << 20;
  private static final int TAIL_BYTES = 16 << 10;
  private static final int TAIL_LINES = 20;

  Path start() {
    return directory.resolve("start.log");
  }

  void prepare() throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.deleteIfExists(start());
    for (Path file : files()) {
      if (Files.size(file) > LARGEST) {
        Files.delete(file);
      }
    }
  }

  /** The last lines of this start, for the message of a failure. */
  String tail() {
    try {
      List<String> lines = new ArrayList<>(lines(start()));
      for (Path file : files()) {
        if (Files.exists(start()) && modified(file) >= modified(start())) {
          lines.addAll(lines(file));
        }
      }
      return lines.stream().map("\n  "::concat).collect(Collectors.joining());
    } catch (IOException e) {
      return "\n  (the log in " + directory + " cannot be read: " + e + ")";
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> found = Files.list(directory)) {
      return found
          .filter(file -> file.getFileName().toString().startsWith("server-"))
          .sorted(Comparator.comparingLong(ServerLog::modified))
          .toList();
    }
  }

  private static long modified(Path file) {
    return file.toFile().lastModified();
  }

  private static List<String> lines(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    try (var channel = Files.newByteChannel(file)) {
      channel.position(Math.max(0, channel.size() - TAIL_BYTES));
      var bytes = ByteBuffer.allocate(TAIL_BYTES);
      while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
      List<String> lines = StandardCharsets.UTF_8.decode(bytes.flip()).toString().lines().toList();
      return lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
    }
  }
}
