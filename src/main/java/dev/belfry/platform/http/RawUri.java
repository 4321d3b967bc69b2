package dev.belfry.platform.http;

import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The target of a request before anybody decodes it, since decoders disagree on what is wrong. */
final class RawUri {
  private static final int HEXADECIMAL = 16;
  private static final int FIRST_VISIBLE = 0x20;

  private RawUri() {}

  /**
   * What is wrong with it, in a sentence: its percent-encoding (RFC 3986, section 2.1), or another
   * host than that of the header (RFC 9112, section 3.2.2).
   */
  static Optional<String> fault(HttpServerRequest request) {
    String uri = request.uri();
    if (uri == null) {
      return Optional.of("There is no path.");
    }
    return encodingFault(uri).or(() -> hostFault(uri, request.getHeader("Host")));
  }

  private static Optional<String> hostFault(String uri, @Nullable String host) {
    try {
      String named = new URI(uri).getRawAuthority();
      return uri.startsWith("/") || named == null || named.equalsIgnoreCase(host)
          ? Optional.empty()
          : Optional.of("The target and the Host header name different hosts.");
    } catch (URISyntaxException e) {
      return Optional.of("The path or the query holds a character that must be percent-encoded.");
    }
  }

  private static Optional<String> encodingFault(String uri) {
    if (uri.indexOf('%') < 0) {
      return Optional.empty();
    }
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    for (int i = 0; i < uri.length(); i++) {
      if (uri.charAt(i) != '%') {
        encoded.write('.');
        continue;
      }
      int octet = octet(uri, i + 1);
      if (octet < 0) {
        return Optional.of("The path or the query holds a % without two hexadecimal digits.");
      }
      if (octet < FIRST_VISIBLE) {
        return Optional.of("The path or the query holds a control character.");
      }
      encoded.write(octet);
      i += 2;
    }
    return isUtf8(encoded.toByteArray())
        ? Optional.empty()
        : Optional.of("The path or the query is not UTF-8.");
  }

  /** Of two digits; -1 where there are none. */
  private static int octet(String uri, int start) {
    if (start + 2 > uri.length()) {
      return -1;
    }
    int high = Character.digit(uri.charAt(start), HEXADECIMAL);
    int low = Character.digit(uri.charAt(start + 1), HEXADECIMAL);
    boolean ascii = uri.charAt(start) < 0x80 && uri.charAt(start + 1) < 0x80;
    return high < 0 || low < 0 || !ascii ? -1 : high * HEXADECIMAL + low;
  }

  private static boolean isUtf8(byte[] text) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
