package dev.belfry.statuspage;

import dev.belfry.access.grant.ReachSpec;
import dev.belfry.access.people.MemberId;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A status page as shown to whoever edits it.
 *
 * @param domainProof null without a domain
 * @param ownerId for whom it acts
 * @param reach where the monitors lie that it may show
 */
@Schema(name = "StatusPage")
public record StatusPageView(
    StatusPageId id,
    String name,
    String slug,
    @Nullable String description,
    @Nullable String domain,
    @Nullable DomainProofView domainProof,
    @Nullable String logoUrl,
    PageTheme theme,
    PageLanguage language,
    Access access,
    boolean noindex,
    boolean showLatency,
    boolean allowEmailSubscribers,
    boolean allowWebhookSubscribers,
    List<ComponentView> components,
    MemberId ownerId,
    List<ReachSpec> reach,
    Instant createdAt,
    Instant updatedAt) {

  /** Who may see it, without the password. */
  @Schema(name = "StatusPageAccess")
  public record Access(AccessMode mode, List<String> networks) {}
}
