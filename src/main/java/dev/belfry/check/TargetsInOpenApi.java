package dev.belfry.check;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;

/** Writes into the OpenAPI document that a target is one of the kinds there are. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class TargetsInOpenApi implements OASFilter {
  private static final String REF = "#/components/schemas/";
  private static final DotName SCHEMA =
      DotName.createSimple(org.eclipse.microprofile.openapi.annotations.media.Schema.class);
  private static final String TARGET = "MonitorTarget";
  private final Set<String> kinds = new TreeSet<>();

  public TargetsInOpenApi(IndexView index) {
    for (ClassInfo target : index.getAllKnownImplementations(DotName.createSimple(Target.class))) {
      // Others belong to tests.
      if (target.hasDeclaredAnnotation(SCHEMA)) {
        kinds.add(target.simpleName());
      }
    }
  }

  @Override
  public void filterOpenAPI(OpenAPI document) {
    Schema target = OASFactory.createSchema().description("The fields of its type.");
    kinds.forEach(kind -> target.addAnyOf(OASFactory.createSchema().ref(REF + kind)));
    document.getComponents().addSchema(TARGET, target);
  }
}
