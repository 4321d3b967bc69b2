package dev.belfry.access.key;

import dev.belfry.access.credential.KeyText;
import dev.belfry.access.people.MemberId;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.problem.Problem;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** What the list of keys is asked for; a bean parameter of the resource. */
@RegisterForReflection
public class KeyFilter {
  private static final String LIVE =
      "revokedAt is null and (expiresAt is null or expiresAt > :now)"
          + " and not (endsAtFirstUse = true and successorUsedAt is not null)";
  private static final String BEGUN = "(notBefore is null or notBefore <= :now)";

  @QueryParam("status")
  @Nullable KeyStatus status;

  @QueryParam("type")
  KeyText.@Nullable Type type;

  @QueryParam("kind")
  @Nullable KeyKind kind;

  @QueryParam("owner_id")
  @Nullable MemberId owner;

  @QueryParam("q")
  @Parameter(description = "Part of the name or of the hint")
  @Nullable String q;

  @QueryParam("label")
  @Parameter(description = "name:value; given again, all must be there")
  List<String> label = List.of();

  /** The same among the keys of one owner. */
  public KeyFilter ownedBy(MemberId member) {
    owner = member;
    return this;
  }

  /**
   * The keys that are asked for, newest first.
   *
   * @param sight what the caller may see, as a condition with its parameters
   */
  PanacheQuery<ApiKey> find(AccountId account, Instant now, KeySight.Condition sight) {
    Map<String, Object> values = new HashMap<>(sight.values());
    StringBuilder where = new StringBuilder("accountId = :account and deletedAt is null");
    values.put("account", account.uuid());
    where.append(" and (").append(sight.text()).append(')');
    and(where, values, "type = :type", "type", type == null ? null : type.text());
    and(where, values, "kind = :kind", "kind", kind == null ? null : kind.text());
    and(where, values, "ownerId = :owner", "owner", owner == null ? null : owner.uuid());
    and(
        where,
        values,
        "(locate(:q, lower(name)) > 0 or locate(:q, lower(hint)) > 0)",
        "q",
        q == null ? null : q.toLowerCase(Locale.ROOT));
    for (int i = 0; i < label.size(); i++) {
      int colon = label.get(i).indexOf(':');
      if (colon < 1) {
        throw Problem.parameter("label", "must be name:value");
      }
      where.append(
          " and function('jsonb_extract_path_text', labels, :name%1$s) = :value%1$s".formatted(i));
      values.put("name" + i, label.get(i).substring(0, colon));
      values.put("value" + i, label.get(i).substring(colon + 1));
    }
    and(
        where,
        values,
        condition(),
        "now",
        status == null || status == KeyStatus.REVOKED ? null : now);
    if (status == KeyStatus.REVOKED) {
      where.append(" and revokedAt is not null");
    }
    return ApiKey.find(where + " order by createdAt desc, id desc", values);
  }

  private String condition() {
    return switch (status) {
      case null -> "";
      case REVOKED -> "";
      case ROTATED ->
          "revokedAt is null and successorId is not null and (expiresAt <= :now"
              + " or (endsAtFirstUse = true and successorUsedAt is not null))";
      case EXPIRED -> "revokedAt is null and successorId is null and expiresAt <= :now";
      case EARLY -> LIVE + " and notBefore > :now";
      case DISABLED -> LIVE + " and " + BEGUN + " and disabledAt is not null";
      case ACTIVE -> LIVE + " and " + BEGUN + " and disabledAt is null";
    };
  }

  private static void and(
      StringBuilder where,
      Map<String, Object> values,
      String condition,
      String name,
      @Nullable Object value) {
    if (value != null) {
      where.append(" and ").append(condition);
      values.put(name, value);
    }
  }
}
