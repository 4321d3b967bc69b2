package dev.belfry.access.scope;

import dev.belfry.access.Allow;
import dev.belfry.access.Open;
import dev.belfry.access.SignedIn;
import dev.belfry.access.credential.CredentialReader;
import dev.belfry.access.grant.Scope;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** Writes into the OpenAPI document how one calls in, and the scope that each operation needs. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class ScopesInOpenApi implements OASFilter {
  private static final List<String> KEY_SCHEMES = List.of("bearer", "apiKey", "basic", "session");
  private final Map<String, MethodInfo> methods = new HashMap<>();

  public ScopesInOpenApi(IndexView index) {
    for (Class<?> rule : List.of(Allow.class, SignedIn.class, Open.class)) {
      for (AnnotationInstance found : index.getAnnotations(DotName.createSimple(rule))) {
        MethodInfo method = found.target().asMethod();
        methods.put(method.declaringClass().simpleName() + "_" + method.name(), method);
      }
    }
  }

  @Override
  public void filterOpenAPI(OpenAPI document) {
    Components components = document.getComponents();
    if (components == null) {
      components = OASFactory.createComponents();
      document.setComponents(components);
    }
    components.addSecurityScheme("bearer", scheme(SecurityScheme.Type.HTTP).scheme("bearer"));
    components.addSecurityScheme("basic", scheme(SecurityScheme.Type.HTTP).scheme("basic"));
    components.addSecurityScheme(
        "apiKey",
        scheme(SecurityScheme.Type.APIKEY).in(SecurityScheme.In.HEADER).name("X-API-Key"));
    components.addSecurityScheme(
        "session",
        scheme(SecurityScheme.Type.APIKEY)
            .in(SecurityScheme.In.HEADER)
            .name(CredentialReader.SESSION_HEADER));
  }

  private static SecurityScheme scheme(SecurityScheme.Type type) {
    return OASFactory.createSecurityScheme().type(type);
  }

  @Override
  public Operation filterOperation(Operation operation) {
    MethodInfo method = methods.get(operation.getOperationId());
    if (method == null) {
      return operation;
    }
    success(operation, method);
    problem(operation, "4XX", "The request was refused");
    AnnotationInstance allow = method.annotation(DotName.createSimple(Allow.class));
    if (method.hasAnnotation(DotName.createSimple(Open.class))) {
      operation.setSecurity(List.of());
      return operation;
    }
    String scope = allow == null ? null : Scope.valueOf(allow.value().asEnum()).text();
    for (String scheme : KEY_SCHEMES) {
      SecurityRequirement requirement = OASFactory.createSecurityRequirement();
      requirement.addScheme(scheme, scope == null ? List.of() : List.of(scope));
      operation.addSecurityRequirement(requirement);
    }
    if (scope != null) {
      operation.addExtension("x-required-scope", scope);
      operation.setDescription("Needs the scope `" + scope + "`.");
    }
    return operation;
  }

  /** The scanner takes 200 and 201 for granted. */
  private static void success(Operation operation, MethodInfo method) {
    APIResponses responses = operation.getResponses();
    APIResponse found = OASFactory.createAPIResponse();
    for (String guessed : List.of("200", "201", "202", "204")) {
      APIResponse guess = responses.getAPIResponse(guessed);
      if (guess != null) {
        found = guess;
        responses.removeAPIResponse(guessed);
      }
    }
    int status = status(method);
    responses.addAPIResponse(String.valueOf(status), found.description(reason(status)));
  }

  private static int status(MethodInfo method) {
    AnnotationInstance said = method.annotation(DotName.createSimple(ResponseStatus.class));
    if (said != null) {
      return said.value().asInt();
    }
    boolean empty =
        method.returnType().kind() == Type.Kind.VOID
            || method.returnType().toString().endsWith("<java.lang.Void>");
    return empty ? RestResponse.StatusCode.NO_CONTENT : RestResponse.StatusCode.OK;
  }

  private static String reason(int status) {
    return RestResponse.Status.fromStatusCode(status).getReasonPhrase();
  }

  private static void problem(Operation operation, String status, String description) {
    APIResponse response = OASFactory.createAPIResponse().description(description);
    Content content = OASFactory.createContent();
    content.addMediaType(
        "application/problem+json",
        OASFactory.createMediaType()
            .schema(OASFactory.createSchema().ref("#/components/schemas/Problem")));
    response.setContent(content);
    operation.getResponses().addAPIResponse(status, response);
  }
}
