package dev.belfry.check.grpc;

import static java.util.Objects.requireNonNullElse;

import dev.belfry.check.ClientCertificate;
import dev.belfry.check.Target;
import dev.belfry.check.TlsFields;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A server that speaks gRPC. Absent fields get their defaults at once.
 *
 * @param host a name, or an IPv4 or IPv6 address
 * @param service whose health is asked for; absent is the server as a whole
 * @param tls true unless given; false speaks HTTP/2 without TLS
 * @param verifyTls true unless given; false trusts any certificate
 * @param clientCertificate shown to a server that asks for one (mTLS)
 * @param caCertificates PEM of authorities that are trusted besides those that all trust
 */
@RegisterForReflection
@Schema(name = "GrpcTarget")
public record GrpcTarget(
    @NotNull @Size(min = 1, max = 253) String host,
    @NotNull @Min(1) @Max(65_535) Integer port,
    @Size(max = 200)
        @Pattern(
            regexp = "[A-Za-z0-9._/-]*",
            message = "must be of letters, digits, dots, dashes and underscores")
        String service,
    Boolean tls,
    Boolean verifyTls,
    @Valid @Nullable ClientCertificate clientCertificate,
    @Size(min = 1, max = TlsFields.LONGEST_AUTHORITIES) @Nullable String caCertificates)
    implements Target {
  // Written out: javac drops @Nullable from the parameters of compact constructors, and NullAway
  // then errs in tests.
  public GrpcTarget(
      String host,
      Integer port,
      @Nullable String service,
      @Nullable Boolean tls,
      @Nullable Boolean verifyTls,
      @Nullable ClientCertificate clientCertificate,
      @Nullable String caCertificates) {
    this.host = host;
    this.port = port;
    this.service = requireNonNullElse(service, "");
    this.tls = requireNonNullElse(tls, true);
    this.verifyTls = requireNonNullElse(verifyTls, true);
    this.clientCertificate = clientCertificate;
    this.caCertificates = caCertificates;
  }

  TlsFields security() {
    return new TlsFields(verifyTls, clientCertificate, caCertificates);
  }

  @Override
  public String address() {
    return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
  }

  @Override
  public Set<String> secretPointers() {
    return TlsFields.secretPointers(clientCertificate).collect(Collectors.toSet());
  }
}
