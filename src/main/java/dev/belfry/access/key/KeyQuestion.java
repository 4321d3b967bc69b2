package dev.belfry.access.key;

import dev.belfry.access.grant.Place;
import dev.belfry.access.grant.Rights;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.grant.ScopeNames;
import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.wire.Cidr;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * May it do this? Without category and group: anywhere at all.
 *
 * @param scope a scope, or a name of several, of which all are needed
 * @param category of the thing that it would be done to
 * @param group of that thing
 * @param address from which it would call; asked of a key only
 */
@RegisterForReflection
@Schema(name = "KeyQuestion")
public record KeyQuestion(
    @NotBlank @Size(max = 60) String scope,
    @Size(max = 40) @Nullable String category,
    @Size(max = 40) @Nullable String group,
    @Size(max = 60) @Nullable String address) {

  /**
   * What is answered.
   *
   * @param reason {@code held}; or why not: {@code scope_missing}, {@code out_of_reach}, {@code
   *     elsewhere}, or the status of the key or of what it rests on
   */
  @Schema(name = "KeyAnswer")
  public record Answer(boolean allowed, String reason) {
    static Answer no(String reason) {
      return new Answer(false, reason);
    }
  }

  /**
   * @throws Problem 422 for a scope, category or group that cannot be
   */
  Answer of(Rights rights) {
    Set<Scope> scopes = ScopeNames.meant(scope);
    if (scopes.isEmpty()) {
      throw Problem.invalid("/scope", "unknown_scope", "is no scope; GET /v1/scopes lists them");
    }
    UUID in = id("cat", "/category", category);
    UUID of = id("grp", "/group", group);
    if (!scopes.stream().allMatch(rights::allows)) {
      return Answer.no("scope_missing");
    }
    if (in == null && of == null) {
      return new Answer(true, "held");
    }
    Place place = new Place(in, of == null ? null : Set.of(of));
    return scopes.stream().allMatch(one -> rights.allows(one, place))
        ? new Answer(true, "held")
        : Answer.no("out_of_reach");
  }

  /**
   * @throws Problem 422 when it is no address
   */
  @Nullable Cidr from() {
    try {
      return address == null ? null : Cidr.canonical(address);
    } catch (IllegalArgumentException e) {
      throw Problem.invalid("/address", "wrong_form", "must be an IP address");
    }
  }

  private static @Nullable UUID id(String prefix, String pointer, @Nullable String text) {
    return text == null
        ? null
        : TypeId.parse(prefix, text)
            .orElseThrow(
                () ->
                    Problem.invalid(
                        pointer, "wrong_form", "must be an id that starts with " + prefix + "_"));
  }
}
