package dev.belfry.access.credential;

import dev.belfry.access.AccessProblems;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the one credential of a request: {@code Authorization: Bearer}, {@code Basic} with the key
 * as user name (RFC 7617), {@code X-API-Key}, {@code X-Session-ID} or the session's cookie. Two of
 * them, or one twice, is an error: whoever stands in between may have looked at the other.
 */
@ApplicationScoped
public class CredentialReader {
  public static final String SESSION_HEADER = "X-Session-ID";
  private static final String KEY_HEADER = "X-API-Key";
  private static final String ACCOUNT_HEADER = "X-Belfry-Account";

  private final UnsafeChannels unsafe;

  CredentialReader(UnsafeChannels unsafe) {
    this.unsafe = unsafe;
  }

  /**
   * @throws dev.belfry.platform.problem.Problem 400 when there are two, 401 for a scheme that is
   *     not known
   */
  public Optional<Credential> read(ContainerRequestContext request) {
    List<Credential> found = unsafe.read(request);
    single(request, HttpHeaders.AUTHORIZATION)
        .map(header -> authorization(header, request))
        .ifPresent(found::add);
    single(request, KEY_HEADER).map(Credential.Key::new).ifPresent(found::add);
    single(request, SESSION_HEADER)
        .map(text -> new Credential.SessionToken(text, false))
        .ifPresent(found::add);
    cookies(request).forEach(token -> found.add(new Credential.SessionToken(token, true)));
    if (found.size() > 1) {
      throw AccessProblems.ambiguous(found.size() + " were found");
    }
    return found.stream().findFirst();
  }

  private static Optional<String> single(ContainerRequestContext request, String header) {
    List<String> lines = request.getHeaders().get(header);
    if (lines == null || lines.isEmpty()) {
      return Optional.empty();
    }
    if (lines.size() > 1) {
      throw AccessProblems.ambiguous(
          "the header " + header + " stands there " + lines.size() + " times");
    }
    return Optional.of(lines.getFirst());
  }

  /** From the raw header, since a map of cookies would show only one of two with the same name. */
  private static List<String> cookies(ContainerRequestContext request) {
    return request.getHeaders().getOrDefault(HttpHeaders.COOKIE, List.of()).stream()
        .flatMap(line -> Arrays.stream(line.split(";")))
        .map(String::strip)
        .filter(pair -> SessionCookie.NAMES.stream().anyMatch(name -> pair.startsWith(name + "=")))
        .map(pair -> pair.substring(pair.indexOf('=') + 1))
        .toList();
  }

  private static Credential authorization(String header, ContainerRequestContext request) {
    int space = header.indexOf(' ');
    String scheme = space < 0 ? header : header.substring(0, space);
    String rest = space < 0 ? "" : header.substring(space + 1);
    return switch (scheme.toLowerCase(Locale.ROOT)) {
      case "bearer" ->
          Credential.Token.isOne(rest)
              ? new Credential.Token(rest, single(request, ACCOUNT_HEADER).orElse(null))
              : new Credential.Key(rest);
      case "basic" -> new Credential.Key(basicUser(rest));
      default ->
          throw AccessProblems.invalid(
              "The scheme of the Authorization header is not known here; use Bearer or Basic.");
    };
  }

  /**
   * The user name; a password beside it must be empty, or two programs could mean different
   * secrets.
   */
  private static String basicUser(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon >= 0 && colon == pair.length() - 1 ? pair.substring(0, colon) : "";
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
