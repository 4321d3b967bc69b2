package dev.belfry.access.key;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.belfry.access.credential.KeyId;
import dev.belfry.access.grant.GrantSpec;
import dev.belfry.access.people.MemberId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A key as shown.
 *
 * @param key the key itself: in the answer to its making, and never again
 * @param hint enough of it to recognise it by
 * @param callsThisMonth within 30 seconds of exact
 */
@Schema(name = "Key")
public record KeyView(
    KeyId id,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key,
    String name,
    String hint,
    String kind,
    String type,
    KeyStatus status,
    boolean immutable,
    List<GrantSpec> grants,
    MemberId ownerId,
    @Nullable KeyId parentId,
    @Nullable String description,
    Map<String, String> labels,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt,
    @Nullable Instant lastUsedAt,
    @Nullable String lastUsedAddress,
    long callsThisMonth,
    Instant createdAt,
    Instant updatedAt) {}
