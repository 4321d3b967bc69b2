package dev.belfry.access.key;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belfry.access.credential.KeyId;
import dev.belfry.access.grant.GrantSpec;
import dev.belfry.access.people.MemberId;
import dev.belfry.platform.json.ShownOnce;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.core.CacheControl;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/**
 * A key as shown.
 *
 * @param key the key itself: in the answer to its making, and never again
 * @param hint enough of it to recognise it by
 * @param immutable whether its grants are fixed by its kind
 * @param allowedNetworks null is everywhere
 * @param successorId the key that replaced it; until it ends, or until that one is first used, both
 *     are valid
 * @param rotationDueAt by the account's policy
 * @param callsThisMonth within 30 seconds of exact
 * @param warnings as things are now: what the owner gets or loses later changes them
 */
@Schema(name = "Key")
public record KeyView(
    KeyId id,
    @ShownOnce @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key,
    String name,
    String hint,
    String kind,
    String type,
    KeyStatus status,
    boolean immutable,
    List<GrantSpec> grants,
    MemberId ownerId,
    @Nullable KeyId parentId,
    @Nullable KeyId successorId,
    @Nullable String description,
    Map<String, String> labels,
    @Nullable Instant notBefore,
    @Nullable Instant expiresAt,
    @Nullable List<String> allowedNetworks,
    List<KeyLimit> limits,
    @Nullable Instant disabledAt,
    @Nullable String disabledReason,
    @Nullable Instant revokedAt,
    @Nullable String revokedReason,
    @Nullable Instant rotationDueAt,
    @Nullable Instant firstUsedAt,
    @Nullable Instant lastUsedAt,
    @Nullable String lastUsedAddress,
    @Nullable String lastUsedUserAgent,
    long callsThisMonth,
    List<Warning> warnings,
    Instant createdAt,
    Instant updatedAt) {
  /**
   * What does not keep the key from being made, and may not be meant.
   *
   * @param code {@code beyond_owner}: it names more than its owner holds, and opens only what both
   *     hold
   * @param scopes which it concerns
   */
  @Schema(name = "KeyWarning")
  @RegisterForReflection
  public record Warning(String code, String message, List<String> scopes) {}

  /** The one answer that holds the key itself: nobody in between keeps it. */
  public RestResponse<KeyView> shown() {
    CacheControl never = new CacheControl();
    never.setNoStore(true);
    return RestResponse.ResponseBuilder.<KeyView>created(URI.create("/v1/keys/" + id.text()))
        .entity(this)
        .cacheControl(never)
        .build();
  }

  @Override
  public String toString() {
    return "KeyView[" + id + "]";
  }
}
