package dev.belfry.check.api;

import dev.belfry.check.ClientCertificate;
import dev.belfry.check.Target;
import dev.belfry.check.TlsFields;
import dev.belfry.platform.wire.WireUrl;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Requests that are made one after the other; the first that fails ends the look.
 *
 * @param steps at least one, at most ten
 * @param clientCertificate shown to the servers of the steps and of their tokens that ask for one
 *     (mTLS), and along no redirect to another
 * @param caCertificates PEM of authorities that are trusted besides those that all trust
 */
@RegisterForReflection
@Schema(name = "ApiTarget")
public record ApiTarget(
    @NotNull @Size(min = 1, max = 10) List<@NotNull @Valid ApiStep> steps,
    @Valid @Nullable ClientCertificate clientCertificate,
    @Size(min = 1, max = TlsFields.LONGEST_AUTHORITIES) @Nullable String caCertificates)
    implements Target {
  private static final Pattern STEP = Pattern.compile("/steps/(\\d{1,2})/(.*)");

  /** As it is verified by the steps that are. */
  TlsFields tls() {
    boolean verifies = steps.stream().anyMatch(step -> step != null && step.verifyTls());
    return new TlsFields(verifies, clientCertificate, caCertificates);
  }

  @Override
  public String address() {
    return steps.getFirst().url();
  }

  /** Of the first step; most steps go where it goes. */
  @Override
  public String host() {
    return WireUrl.host(address());
  }

  @Override
  public String destination(String pointer) {
    Matcher place = STEP.matcher(pointer);
    if (pointer.startsWith("/client_certificate/")) {
      return steps.stream().flatMap(ApiTarget::origins).sorted().distinct().toList().toString();
    }
    if (!place.matches() || Integer.parseInt(place.group(1)) >= steps.size()) {
      return address();
    }
    ApiStep step = steps.get(Integer.parseInt(place.group(1)));
    ApiAuth auth = step.auth();
    // The secret of a client goes to the server of the tokens, and to nobody else.
    String tokens = auth == null || !auth.isOauth() ? null : auth.tokenUrl();
    return WireUrl.origin(
        tokens != null && place.group(2).startsWith("auth/") ? tokens : step.url());
  }

  private static Stream<String> origins(ApiStep step) {
    ApiAuth auth = step.auth();
    String tokens = auth == null ? null : auth.tokenUrl();
    return Stream.of(step.url(), tokens == null ? step.url() : tokens).map(WireUrl::origin);
  }

  @Override
  public Set<String> secretPointers() {
    Set<String> pointers = new HashSet<>();
    for (int i = 0; i < steps.size(); i++) {
      steps.get(i).secretPointers("/steps/" + i, pointers);
    }
    TlsFields.secretPointers(clientCertificate).forEach(pointers::add);
    return pointers;
  }

  @Override
  public String toString() {
    return steps.size() + " steps";
  }
}
