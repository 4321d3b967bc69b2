package dev.belfry.access.scope;

import dev.belfry.access.SignedIn;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.grant.ScopeNames;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("/v1/scopes")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Keys")
class ScopeResource {
  /**
   * @param names what else is accepted where a scope is asked for, and the scopes that it stands
   *     for
   */
  @Schema(name = "Scopes")
  record Catalogue(List<ScopeView> data, Map<String, List<String>> names) {}

  /**
   * @param sensitive left out of wildcards unless named, since it reads or hands out rights
   */
  @Schema(name = "Scope")
  record ScopeView(String name, String description, boolean sensitive) {}

  @GET
  @SignedIn
  @Operation(summary = "All scopes, what each opens, and which are sensitive")
  public Catalogue list() {
    return new Catalogue(
        Arrays.stream(Scope.values())
            .sorted(Comparator.comparing(Scope::text))
            .map(scope -> new ScopeView(scope.text(), scope.opens(), scope.sensitive()))
            .toList(),
        names());
  }

  private static Map<String, List<String>> names() {
    Map<String, List<String>> names = new LinkedHashMap<>();
    ScopeNames.others()
        .forEach(
            (name, scopes) -> names.put(name, scopes.stream().map(Scope::text).sorted().toList()));
    return names;
  }
}
