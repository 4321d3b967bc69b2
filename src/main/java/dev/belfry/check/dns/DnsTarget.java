package dev.belfry.check.dns;

import static java.util.Objects.requireNonNullElse;

import dev.belfry.check.Target;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A question to a name server. Absent fields get their defaults at once.
 *
 * @param recordName the name that is asked for; PTR takes an address too
 * @param recordType A unless given, AAAA, CNAME, MX, NS, TXT, SOA, SRV, CAA, PTR, DS, DNSKEY or
 *     TLSA
 * @param server that is asked, a name or an address; the resolvers of the machine unless given
 * @param serverPort 53 unless given
 * @param expect values that must be among the answers, as in {@code 192.0.2.1}, {@code 10
 *     mail.example.org}, without regard to case and to dots at the end
 * @param exactly whether there must be no other values; false unless given
 * @param dnssec whether the answer must be authenticated (the AD flag, RFC 4035); false unless
 *     given. It says what the server that is asked has found
 */
@RegisterForReflection
@Schema(name = "DnsTarget")
public record DnsTarget(
    @NotNull @Size(min = 1, max = 253) String recordName,
    @Pattern(
            regexp = "A|AAAA|CNAME|MX|NS|TXT|SOA|SRV|CAA|PTR|DS|DNSKEY|TLSA",
            message =
                "must be one of A, AAAA, CNAME, MX, NS, TXT, SOA, SRV, CAA, PTR, DS, DNSKEY, TLSA")
        String recordType,
    @Size(min = 1, max = 253) @Nullable String server,
    @Min(1) @Max(65_535) Integer serverPort,
    @Size(min = 1, max = 50) @Nullable List<@NotBlank @Size(max = 1024) String> expect,
    Boolean exactly,
    Boolean dnssec)
    implements Target {
  private static final int PORT = 53;

  // Written out: javac drops @Nullable from the parameters of compact constructors, and NullAway
  // then errs in tests.
  public DnsTarget(
      String recordName,
      @Nullable String recordType,
      @Nullable String server,
      @Nullable Integer serverPort,
      @Nullable List<String> expect,
      @Nullable Boolean exactly,
      @Nullable Boolean dnssec) {
    this.recordName = recordName;
    this.recordType = requireNonNullElse(recordType, "A");
    this.server = server;
    this.serverPort = requireNonNullElse(serverPort, PORT);
    this.expect = expect == null ? null : List.copyOf(expect);
    this.exactly = requireNonNullElse(exactly, false);
    this.dnssec = requireNonNullElse(dnssec, false);
  }

  @Override
  public String address() {
    return recordName;
  }

  /** The server that is asked; empty for the resolvers of the machine, which are ours to ask. */
  @Override
  public String host() {
    return server == null ? "" : server;
  }

  @Override
  public Set<String> secretPointers() {
    return Set.of();
  }
}
