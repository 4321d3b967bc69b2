package dev.belfry.platform.database.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** A small file of mode 0600 that is there whole or not at all. */
final class KeptFile {
  static final String UNFINISHED = ".new";

  private KeptFile() {}

  static void write(Path path, String content) throws IOException {
    Path unfinished = path.resolveSibling(path.getFileName() + UNFINISHED);
    var options =
        Set.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE);
    var mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (FileChannel channel = FileChannel.open(unfinished, options, mode)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    // What root writes belongs to whom the directory belongs, or that account could not read it.
    if (SystemUser.current().root()) {
      SystemUser owner = SystemUser.owner(path.resolveSibling(""));
      Tree.give(unfinished, owner.uid(), owner.gid());
    }
    Tree.rename(unfinished, path);
  }
}
