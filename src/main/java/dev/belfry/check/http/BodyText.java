package dev.belfry.check.http;

import dev.belfry.platform.wire.WireResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** The body of an answer as text, as far as it was read. */
final class BodyText {
  static final int LIMIT = 1 << 20;

  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\\s;\"]+)", Pattern.CASE_INSENSITIVE);

  private BodyText() {}

  static String of(WireResponse response) {
    // Not asked for, but sent by servers that keep only compressed files.
    boolean gzip = header(response, "content-encoding").strip().equalsIgnoreCase("gzip");
    byte[] bytes = gzip ? unzipped(response.body()) : response.body();
    return new String(bytes, charset(header(response, "content-type")));
  }

  private static String header(WireResponse response, String name) {
    return response.headers().getOrDefault(name, List.of("")).getFirst();
  }

  private static Charset charset(String contentType) {
    Matcher matcher = CHARSET.matcher(contentType);
    try {
      return matcher.find() ? Charset.forName(matcher.group(1)) : StandardCharsets.UTF_8;
    } catch (IllegalArgumentException e) {
      return StandardCharsets.UTF_8;
    }
  }

  /** At most {@link #LIMIT} bytes of it; a body that was cut short counts as far as it goes. */
  private static byte[] unzipped(byte[] body) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    byte[] chunk = new byte[8192];
    try (InputStream zip = new GZIPInputStream(new ByteArrayInputStream(body))) {
      int read = zip.read(chunk);
      while (read >= 0 && text.size() < LIMIT) {
        text.write(chunk, 0, Math.min(read, LIMIT - text.size()));
        read = zip.read(chunk);
      }
    } catch (IOException e) {
      return text.toByteArray();
    }
    return text.toByteArray();
  }
}
