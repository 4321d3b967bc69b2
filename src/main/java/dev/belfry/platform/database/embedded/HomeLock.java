package dev.belfry.platform.database.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** The exclusive right to one home; the kernel gives it back when we die. */
record HomeLock(FileChannel channel) implements AutoCloseable {
  // Closing any channel of a file gives up every lock that this process has on it: these stay open.
  private static final List<FileChannel> REFUSED_HERE = new CopyOnWriteArrayList<>();

  static HomeLock take(PostgresHome home) throws IOException {
    FileChannel channel =
        FileChannel.open(
            home.lock(),
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      if (channel.tryLock() != null) {
        return new HomeLock(channel);
      }
      channel.close();
    } catch (OverlappingFileLockException e) {
      REFUSED_HERE.add(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    throw new EmbeddedPostgresException(
        "another Belfry is running on "
            + home.directory().getParent()
            + "; stop it first, or give this one a home of its own (BELFRY_HOME)");
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
