package dev.belfry.platform.seal;

import dev.belfry.platform.start.StartRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** Secrets in files that only their owner may read. */
public final class SecretFiles {
  static final int BYTES = 32;

  private SecretFiles() {}

  /** The bytes of the secret; made on first use where that is allowed. */
  static byte[] read(Path file, boolean create) {
    try {
      if (!Files.exists(file)) {
        if (!create) {
          throw new StartRefusedException(
              file
                  + " is missing. With a database of your own Belfry makes no secrets by itself, since all"
                  + " replicas need the same: write 32 random bytes there, as by: openssl rand -base64 32");
        }
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        create(file, Base64.getEncoder().encodeToString(secret) + "\n");
      }
      byte[] secret = Base64.getMimeDecoder().decode(Files.readString(file).strip());
      if (secret.length < BYTES) {
        throw new StartRefusedException(file + " holds fewer than 32 bytes in base 64.");
      }
      return secret;
    } catch (IOException e) {
      throw new UncheckedIOException(file + " could not be read", e);
    }
  }

  private static void create(Path file, String text) throws IOException {
    Path half = half(file, text);
    try {
      // A link, unlike a move, fails when somebody else was first.
      Files.createLink(file, half);
    } finally {
      Files.delete(half);
    }
  }

  /** Writes a file of mode 0600, whole or not at all. */
  public static void replace(Path file, String text) throws IOException {
    Files.move(half(file, text), file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static Path half(Path file, String text) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    Files.createDirectories(directory);
    Path half =
        Files.createTempFile(
            directory,
            "." + file.getFileName(),
            ".new",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(half, text);
  }
}
