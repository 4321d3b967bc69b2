package dev.belfry.check.ssl;

import static java.util.Objects.requireNonNullElse;

import dev.belfry.check.Target;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A server that shows a certificate. Absent fields get their defaults at once.
 *
 * @param host a name, or an IPv4 or IPv6 address
 * @param port 443 unless given
 * @param serverName the name that is asked for (SNI) and must stand in the certificate; the host
 *     unless given
 * @param starttls the protocol that is spoken before TLS begins: smtp, imap, pop3 or ftp
 * @param warnDays DEGRADED when the certificate ends within so many days; 21 unless given
 * @param criticalDays DOWN when it ends within so many days; 7 unless given
 * @param minProtocol the oldest protocol that is no fault: {@code TLSv1.2} unless given, or {@code
 *     TLSv1.3}
 * @param verifyChain true unless given; false takes certificates of unknown authorities
 * @param fingerprint SHA-256 of the certificate in hexadecimal, where it must be just this one
 */
@RegisterForReflection
@Schema(name = "SslTarget")
public record SslTarget(
    @NotNull @Size(min = 1, max = 253) String host,
    @Min(1) @Max(65_535) Integer port,
    @Size(min = 1, max = 253) @Nullable String serverName,
    @Pattern(regexp = "smtp|imap|pop3|ftp", message = "must be one of smtp, imap, pop3, ftp")
        @Nullable String starttls,
    @Min(0) @Max(365) Integer warnDays,
    @Min(0) @Max(365) Integer criticalDays,
    @Pattern(regexp = "TLSv1\\.[23]", message = "must be TLSv1.2 or TLSv1.3") String minProtocol,
    Boolean verifyChain,
    @Pattern(
            regexp = "([0-9a-fA-F]{2}:?){31}[0-9a-fA-F]{2}",
            message = "must be 64 hexadecimal digits, with or without colons")
        @Nullable String fingerprint)
    implements Target {
  private static final int HTTPS = 443;
  private static final int WARN_DAYS = 21;
  private static final int CRITICAL_DAYS = 7;

  // Written out: javac drops @Nullable from the parameters of compact constructors, and NullAway
  // then errs in tests.
  public SslTarget(
      String host,
      @Nullable Integer port,
      @Nullable String serverName,
      @Nullable String starttls,
      @Nullable Integer warnDays,
      @Nullable Integer criticalDays,
      @Nullable String minProtocol,
      @Nullable Boolean verifyChain,
      @Nullable String fingerprint) {
    this.host = host;
    this.port = requireNonNullElse(port, HTTPS);
    this.serverName = serverName;
    this.starttls = starttls;
    this.warnDays = requireNonNullElse(warnDays, WARN_DAYS);
    this.criticalDays = requireNonNullElse(criticalDays, CRITICAL_DAYS);
    this.minProtocol = requireNonNullElse(minProtocol, "TLSv1.2");
    this.verifyChain = requireNonNullElse(verifyChain, true);
    this.fingerprint = fingerprint;
  }

  /** The name that must stand in the certificate. */
  String name() {
    return serverName == null ? host : serverName;
  }

  @Override
  public String address() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  @Override
  public Set<String> secretPointers() {
    return Set.of();
  }
}
