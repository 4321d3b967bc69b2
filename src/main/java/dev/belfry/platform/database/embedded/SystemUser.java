package dev.belfry.platform.database.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A user of the operating system. */
record SystemUser(String name, int uid, int gid) {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path USERS = Path.of("/etc/passwd");
  private static final int ELSEWHERE = -1;

  static SystemUser current() {
    String name = System.getProperty("user.name", "?");
    if (!Files.isReadable(STATUS)) {
      int id = name.equals("root") ? 0 : ELSEWHERE;
      return new SystemUser(name, id, id);
    }
    List<String> status = lines(STATUS);
    return new SystemUser(name, effective(status, "Uid:"), effective(status, "Gid:"));
  }

  private static int effective(List<String> status, String label) {
    return status.stream()
        .filter(line -> line.startsWith(label))
        .map(line -> line.split("\\s+", -1))
        .mapToInt(ids -> Integer.parseUnsignedInt(ids[2]))
        .findFirst()
        .orElse(ELSEWHERE);
  }

  /** Looked up in the file that every system has; a directory service is not asked. */
  static Optional<SystemUser> named(String name) {
    return ordinary().stream().filter(user -> user.name.equals(name)).findFirst();
  }

  static SystemUser owner(Path path) throws IOException {
    int uid = (int) Files.getAttribute(path, "unix:uid");
    int gid = (int) Files.getAttribute(path, "unix:gid");
    String name = Files.getOwner(path).getName();
    return new SystemUser(name, uid, gid);
  }

  static List<SystemUser> ordinary() {
    return Files.isReadable(USERS)
        ? lines(USERS).stream()
            .flatMap(line -> parsed(line).stream())
            .filter(user -> !user.root())
            .toList()
        : List.of();
  }

  private static Optional<SystemUser> parsed(String line) {
    String[] fields = line.split(":", -1);
    return fields.length > 3 && fields[2].matches("\\d{1,9}") && fields[3].matches("\\d{1,9}")
        ? Optional.of(
            new SystemUser(fields[0], Integer.parseInt(fields[2]), Integer.parseInt(fields[3])))
        : Optional.empty();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean root() {
    return uid == 0;
  }

  /** False for an id that no user has, as some container platforms give. */
  boolean known() {
    return !name.equals("?");
  }
}
