package dev.belfry.access.grant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.belfry.platform.id.TypeId;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.Violation;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A grant as clients write and the database keeps it.
 *
 * @param categories "ALL" or a list of category ids; absent is none
 * @param groups "ALL" or a list of group ids; absent is none
 */
@RegisterForReflection
@Schema(name = "Grant")
public record GrantSpec(
    @NotNull @Size(max = 200) @Schema(examples = "[\"monitor:read\"]") List<@NotNull String> scopes,
    @Schema(description = "\"ALL\" or a list of category ids", examples = "ALL")
        @Nullable JsonNode categories,
    @Schema(description = "\"ALL\" or a list of group ids", examples = "ALL")
        @Nullable JsonNode groups) {

  public static final String EVERYTHING = "*:*";
  static final String CATEGORY = "cat";
  static final String GROUP = "grp";
  private static final int MOST_IDS = 200;
  private static final TextNode ALL = TextNode.valueOf("ALL");

  /** One grant of these scopes on everything. */
  public static GrantSpec atAll(List<String> scopes) {
    return new GrantSpec(scopes, ALL, ALL);
  }

  /** Where in the short form of grants a scope was asked for. */
  public static String pointer(List<String> scopes, Scope scope) {
    for (int i = 0; i < scopes.size(); i++) {
      String name = scopes.get(i);
      if (ScopeNames.isEverything(name) || ScopeNames.expand(name).contains(scope)) {
        return "/scopes/" + i;
      }
    }
    return "/scopes";
  }

  /**
   * The rights that these grants give.
   *
   * @throws Problem 422 naming every unknown scope and id, below the pointer of its grant
   */
  public static Rights rights(List<GrantSpec> specs, IntFunction<String> pointer) {
    List<Violation> wrong = new ArrayList<>();
    List<Grant> grants = new ArrayList<>();
    for (int i = 0; i < specs.size(); i++) {
      grants.add(specs.get(i).grant(pointer.apply(i), wrong));
    }
    if (!wrong.isEmpty()) {
      throw Problem.invalid(wrong);
    }
    return new Rights(grants);
  }

  /** The rights of stored grants; a scope that no longer exists gives nothing. */
  static Rights stored(List<GrantSpec> specs) {
    List<Violation> forgotten = new ArrayList<>();
    return new Rights(specs.stream().map(spec -> spec.grant("", forgotten)).toList());
  }

  private Grant grant(String pointer, List<Violation> wrong) {
    Set<Scope> found = EnumSet.noneOf(Scope.class);
    boolean everything = false;
    for (int i = 0; i < scopes.size(); i++) {
      String name = scopes.get(i);
      Set<Scope> meant = ScopeNames.expand(name);
      if (ScopeNames.isEverything(name)) {
        everything = true;
      } else if (meant.isEmpty()) {
        wrong.add(
            Violation.at(
                pointer + "/scopes/" + i,
                "unknown_scope",
                "is no scope; GET /v1/scopes lists them"));
      }
      found.addAll(meant);
    }
    return new Grant(
        found,
        everything,
        selection(categories, CATEGORY, pointer + "/categories", wrong),
        selection(groups, GROUP, pointer + "/groups", wrong));
  }

  private static Selection selection(
      @Nullable JsonNode given, String prefix, String pointer, List<Violation> wrong) {
    if (given == null || given.isNull()) {
      return Selection.of(Set.of());
    }
    if (given.isTextual() && given.textValue().equals("ALL")) {
      return Selection.ALL;
    }
    if (given.size() > MOST_IDS) {
      wrong.add(Violation.at(pointer, "too_large", "names more than " + MOST_IDS + " ids"));
      return Selection.of(Set.of());
    }
    if (!given.isArray()) {
      wrong.add(Violation.at(pointer, "wrong_type", "must be \"ALL\" or a list of ids"));
      return Selection.of(Set.of());
    }
    Set<UUID> ids = new LinkedHashSet<>();
    for (int i = 0; i < given.size(); i++) {
      Optional<UUID> id = TypeId.parse(prefix, given.get(i).asText());
      if (id.isEmpty()) {
        wrong.add(
            Violation.at(
                pointer + "/" + i, "wrong_form", "must be an id that starts with " + prefix + "_"));
      }
      id.ifPresent(ids::add);
    }
    return Selection.of(ids);
  }

  /** The well-formed ids in it, by the pointers at which they stand. */
  Map<String, UUID> named(String pointer, PlaceKeeper.Dimension dimension) {
    boolean category = dimension == PlaceKeeper.Dimension.CATEGORY;
    JsonNode given = category ? categories : groups;
    Map<String, UUID> named = new LinkedHashMap<>();
    for (int i = 0; given != null && given.isArray() && i < given.size(); i++) {
      String at = pointer + (category ? "/categories/" : "/groups/") + i;
      TypeId.parse(category ? CATEGORY : GROUP, given.get(i).asText())
          .ifPresent(id -> named.put(at, id));
    }
    return named;
  }

  /** Macros spelled out, as grants are stored and shown. */
  static List<GrantSpec> of(Rights rights) {
    return rights.grants().stream().map(GrantSpec::of).toList();
  }

  private static GrantSpec of(Grant grant) {
    List<String> names =
        grant.everything()
            ? List.of(EVERYTHING)
            : grant.scopes().stream()
                .sorted(Comparator.comparing(Scope::text))
                .map(Scope::text)
                .toList();
    return new GrantSpec(names, json(grant.categories(), CATEGORY), json(grant.groups(), GROUP));
  }

  static JsonNode json(Selection selection, String prefix) {
    if (selection.all()) {
      return ALL;
    }
    var ids = JsonNodeFactory.instance.arrayNode();
    selection.ids().stream().sorted().forEach(id -> ids.add(TypeId.format(prefix, id)));
    return ids;
  }
}
