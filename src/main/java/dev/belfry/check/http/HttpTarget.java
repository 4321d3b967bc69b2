package dev.belfry.check.http;

import static java.util.Objects.requireNonNullElse;

import dev.belfry.check.ClientCertificate;
import dev.belfry.check.Target;
import dev.belfry.check.TlsFields;
import dev.belfry.platform.wire.WireUrl;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A URL to look at. Absent fields get their defaults at once, so that what is stored and shown is
 * complete.
 *
 * @param url absolute, http or https
 * @param method GET unless given
 * @param headers sent to this URL's origin only; a redirect elsewhere loses them
 * @param expectedStatus codes and ranges, {@code 200-399} unless given: {@code 200-299,301}
 * @param keyword text that the first 1 MiB of the body must contain, exactly as written
 * @param keywordAbsent whether the keyword must be missing instead
 * @param followRedirects true unless given; at most five
 * @param verifyTls true unless given; false trusts any certificate
 * @param clientCertificate shown to this URL's origin when it asks for one (mTLS), and to nobody
 *     else
 * @param caCertificates PEM of authorities that are trusted besides those that all trust
 */
@RegisterForReflection
@Schema(name = "HttpTarget")
public record HttpTarget(
    @NotNull @Size(min = 1, max = 2048) String url,
    @Pattern(regexp = "GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS") String method,
    @Size(max = 32) Map<@NotNull String, @NotNull String> headers,
    @Size(max = 65_536) @Nullable String body,
    @Size(max = 200) String expectedStatus,
    @Size(min = 1, max = 1024) @Nullable String keyword,
    Boolean keywordAbsent,
    Boolean followRedirects,
    Boolean verifyTls,
    @Valid @Nullable ClientCertificate clientCertificate,
    @Size(min = 1, max = TlsFields.LONGEST_AUTHORITIES) @Nullable String caCertificates)
    implements Target {
  /** Fields that JSON leaves out arrive here as null. */
  // Written out: javac drops @Nullable from the parameters of compact constructors, and NullAway
  // then errs in tests.
  public HttpTarget(
      String url,
      @Nullable String method,
      @Nullable Map<String, String> headers,
      @Nullable String body,
      @Nullable String expectedStatus,
      @Nullable String keyword,
      @Nullable Boolean keywordAbsent,
      @Nullable Boolean followRedirects,
      @Nullable Boolean verifyTls,
      @Nullable ClientCertificate clientCertificate,
      @Nullable String caCertificates) {
    this.url = url;
    this.method = requireNonNullElse(method, "GET");
    this.headers =
        headers == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    this.body = body;
    this.expectedStatus = requireNonNullElse(expectedStatus, "200-399");
    this.keyword = keyword;
    this.keywordAbsent = requireNonNullElse(keywordAbsent, false);
    this.followRedirects = requireNonNullElse(followRedirects, true);
    this.verifyTls = requireNonNullElse(verifyTls, true);
    this.clientCertificate = clientCertificate;
    this.caCertificates = caCertificates;
  }

  TlsFields tls() {
    return new TlsFields(verifyTls, clientCertificate, caCertificates);
  }

  /** A plain GET of the URL, with all defaults. */
  public static HttpTarget of(String url) {
    return new HttpTarget(
        url, "GET", Map.of(), null, "200-399", null, false, true, true, null, null);
  }

  @Override
  public String address() {
    return url;
  }

  @Override
  public String host() {
    return WireUrl.host(url);
  }

  @Override
  public String destination(String pointer) {
    return WireUrl.origin(url);
  }

  @Override
  public Set<String> secretPointers() {
    Set<String> pointers =
        headers.keySet().stream().map(HttpTarget::pointer).collect(Collectors.toSet());
    if (body != null) {
      pointers.add("/body");
    }
    TlsFields.secretPointers(clientCertificate).forEach(pointers::add);
    return pointers;
  }

  /** The JSON pointer of a header's value. */
  static String pointer(String header) {
    return "/headers/" + header.replace("~", "~0").replace("/", "~1");
  }

  /** Not the record's own form: headers and body may be secret. */
  @Override
  public String toString() {
    return method + " " + url.replaceFirst("\\?.*", "");
  }
}
