package dev.belfry.access.idempotency;

import dev.belfry.access.Open;
import dev.belfry.platform.http.ChangesNothing;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import jakarta.ws.rs.POST;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;

/** Writes into the OpenAPI document which operations take an {@code Idempotency-Key}. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class IdempotencyInOpenApi implements OASFilter {
  private static final String DESCRIPTION =
      "Your name for this call: "
          + IdempotencyKey.FORM
          + ". For 24 hours, the same call by the same key or person is done once: sent again, it is"
          + " answered as it was, with the header Idempotency-Replayed: true, but a secret that the"
          + " answer showed is null. 409 while it is under way, 422 when it is another call. What"
          + " failed is done again. Where Belfry died in the middle, the outcome is unknown: 409 for"
          + " up to 10 minutes.";
  private final Set<String> operations = new HashSet<>();

  public IdempotencyInOpenApi(IndexView index) {
    for (AnnotationInstance post : index.getAnnotations(DotName.createSimple(POST.class))) {
      MethodInfo method = post.target().asMethod();
      if (!method.hasAnnotation(DotName.createSimple(Open.class))
          && !method.hasAnnotation(DotName.createSimple(ChangesNothing.class))) {
        operations.add(method.declaringClass().simpleName() + "_" + method.name());
      }
    }
  }

  @Override
  public Operation filterOperation(Operation operation) {
    if (operations.contains(operation.getOperationId())) {
      operation.addParameter(
          OASFactory.createParameter()
              .name(IdempotencyKey.HEADER)
              .in(Parameter.In.HEADER)
              .required(false)
              .description(DESCRIPTION)
              .schema(
                  OASFactory.createSchema()
                      .type(List.of(Schema.SchemaType.STRING))
                      .minLength(8)
                      .maxLength(512)));
    }
    return operation;
  }
}
