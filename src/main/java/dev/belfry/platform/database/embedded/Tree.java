package dev.belfry.platform.database.embedded;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Directories with all that is in them. */
final class Tree {
  private Tree() {}

  /** What a visit does; children come before their directory. */
  private interface Visit {
    void to(Path path) throws IOException;
  }

  static void delete(Path root) throws IOException {
    visit(root, Files::delete);
  }

  /**
   * Sweeps rubbish; what resists (a killed helper may still be writing) waits for the next start.
   */
  static void deleteAll(Path parent, String glob, Path... kept) throws IOException {
    try (var found = Files.newDirectoryStream(parent, glob)) {
      for (Path root : found) {
        if (!List.of(kept).contains(root)) {
          sweep(root);
        }
      }
    }
  }

  private static void sweep(Path root) {
    try {
      delete(root);
    } catch (IOException e) {
      EmbeddedPostgres.LOG.log(Level.DEBUG, "Not swept: " + root, e);
    }
  }

  static void sync(Path root) throws IOException {
    visit(
        root,
        path -> {
          if (!Files.isSymbolicLink(path)) {
            syncOne(path);
          }
        });
  }

  /** The root itself comes last, so that an interrupted change of owner is seen and done again. */
  static void give(Path root, int uid, int gid) throws IOException {
    if (Files.exists(root) && !Files.getAttribute(root, "unix:uid").equals(uid)) {
      visit(
          root,
          path -> {
            Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
          });
    }
  }

  /** Renames at once and for good. */
  static void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    syncOne(to.resolveSibling(""));
  }

  private static void syncOne(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static void visit(Path root, Visit visit) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<Path>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            visit.to(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            visit.to(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
