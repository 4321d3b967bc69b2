package dev.belfry.platform.database.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Base64;

/** The superuser's password: made once, kept beside the data. */
final class Password {
  private static final int BYTES = 32;

  private Password() {}

  static String of(PostgresHome home) throws IOException {
    if (!Files.exists(home.password())) {
      if (Files.exists(home.data())) {
        throw new EmbeddedPostgresException(
            home.password()
                + " is missing; restore it from the backup that "
                + home.data()
                + " came from");
      }
      KeptFile.write(home.password(), random() + "\n");
    }
    return Files.readString(home.password()).strip();
  }

  private static String random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
