package dev.belfry.check.port;

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
 * A TCP or UDP port. Absent fields get their defaults at once.
 *
 * @param host a name, or an IPv4 or IPv6 address
 * @param protocol {@code tcp} unless given, or {@code udp}
 * @param starttls a protocol whose greeting must come and whose switch to TLS must be offered and
 *     work: {@code smtp} (RFC 3207), {@code imap}, {@code pop3} (RFC 2595) or {@code ftp} (RFC
 *     4217); the certificate is not judged, a monitor of type ssl does that
 * @param send text that is sent once connected; {@code \r}, {@code \n}, {@code \t}, {@code \\} and
 *     {@code \xHH} stand for bytes. UDP sends an empty datagram where it is absent
 * @param expect text that the first 64 KiB of the answer must contain, with the same escapes; UDP
 *     wants any answer where it is absent
 */
@RegisterForReflection
@Schema(name = "PortTarget")
public record PortTarget(
    @NotNull @Size(min = 1, max = 253) String host,
    @NotNull @Min(1) @Max(65_535) Integer port,
    @Pattern(regexp = "tcp|udp", message = "must be tcp or udp") String protocol,
    @Pattern(regexp = "smtp|imap|pop3|ftp", message = "must be one of smtp, imap, pop3, ftp")
        @Nullable String starttls,
    @Size(max = 4096) @Nullable String send,
    @Size(min = 1, max = 1024) @Nullable String expect)
    implements Target {
  // Written out: javac drops @Nullable from the parameters of compact constructors, and NullAway
  // then errs in tests.
  public PortTarget(
      String host,
      Integer port,
      @Nullable String protocol,
      @Nullable String starttls,
      @Nullable String send,
      @Nullable String expect) {
    this.host = host;
    this.port = port;
    this.protocol = requireNonNullElse(protocol, "tcp");
    this.starttls = starttls;
    this.send = send;
    this.expect = expect;
  }

  @Override
  public String address() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  /** What is sent may hold a password. */
  @Override
  public Set<String> secretPointers() {
    return send == null ? Set.of() : Set.of("/send");
  }

  @Override
  public String toString() {
    return protocol + " " + address();
  }
}
