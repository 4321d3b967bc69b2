package dev.belfry.statuspage;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Whether the page has shown that its domain is its own; only then is it served there.
 *
 * @param status {@code pending} until the DNS has said it
 * @param name where the TXT record has to stand
 * @param value what it has to hold, of this page and this domain
 * @param checkedAt when the DNS was last asked; null if it never was
 * @param error why that was no proof; null where it was, or was not asked
 */
@Schema(name = "DomainProof")
public record DomainProofView(
    Status status, String name, String value, @Nullable Instant checkedAt, @Nullable String error) {
  /** Whether it is proven. */
  @Schema(name = "DomainProofStatus")
  public enum Status {
    PENDING,
    PROVEN
  }
}
