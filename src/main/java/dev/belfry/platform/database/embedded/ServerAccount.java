package dev.belfry.platform.database.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** As whom the server's programs run: how to call them, and whose its files must be. */
record ServerAccount(String name, SystemUser owner, UnaryOperator<List<String>> wrapping) {
  /** As ourselves. */
  static ServerAccount self(SystemUser me) {
    return new ServerAccount("as " + me.name(), me, program -> program);
  }

  /**
   * In a user namespace in which our own id has the number of another user: the files stay ours.
   */
  static ServerAccount mapped(SystemUser me, SystemUser seen) {
    return behind(
        "unshare --user as " + seen.name(),
        me,
        List.of(
            "unshare", "--user", "--map-user=" + seen.uid(), "--map-group=" + seen.gid(), "--"));
  }

  static ServerAccount dropped(SystemUser user) {
    return behind("setpriv to " + user.name(), user, dropping(user));
  }

  /** Keeps the right to pass directories such as /root, which the user may not enter. */
  static ServerAccount droppedWithPassage(SystemUser user) {
    var prefix = Stream.concat(dropping(user).stream(), passage().stream()).toList();
    return behind("setpriv with dac_override to " + user.name(), user, prefix);
  }

  /** For systems whose setpriv cannot change users, such as Alpine. */
  static ServerAccount substituted(SystemUser user) {
    return new ServerAccount(
        "su to " + user.name(),
        user,
        program -> List.of("su", "-s", "/bin/sh", "-c", "exec " + quoted(program), user.name()));
  }

  private static ServerAccount behind(String name, SystemUser owner, List<String> prefix) {
    return new ServerAccount(
        name, owner, program -> Stream.concat(prefix.stream(), program.stream()).toList());
  }

  private static List<String> dropping(SystemUser user) {
    return List.of("setpriv", "--reuid=" + user.uid(), "--regid=" + user.gid(), "--clear-groups");
  }

  private static List<String> passage() {
    return List.of(
        "--inh-caps=+dac_override",
        "--ambient-caps=+dac_override",
        // Or access(2), by which PostgreSQL looks for its programs, would not count the capability.
        "--securebits=+no_setuid_fixup");
  }

  private static String quoted(List<String> program) {
    return program.stream()
        .map(word -> "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }

  Command.Outcome run(Path directory, Duration patience, String... program) {
    return Command.run(directory, wrapping.apply(List.of(program)), patience);
  }

  /** Gives it a directory with all that is in it, where that is ours to give. */
  void own(Path directory) throws IOException {
    if (SystemUser.current().root()) {
      Tree.give(directory, owner.uid(), owner.gid());
    }
  }
}
