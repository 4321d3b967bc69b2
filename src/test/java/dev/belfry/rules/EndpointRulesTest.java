package dev.belfry.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaParameter;
import dev.belfry.access.Allow;
import dev.belfry.access.Open;
import dev.belfry.access.SignedIn;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.junit.jupiter.api.Test;

/** What every endpoint must say of itself. */
class EndpointRulesTest {
  private static final int MOST_ENDPOINTS = 8;
  private final List<JavaClass> resources =
      House.mainClasses().stream().filter(type -> type.isAnnotatedWith(Path.class)).toList();

  @Test
  void everyEndpointSaysExactlyOnceWhoMayCallIt() {
    broken(
        method ->
            Stream.of(Allow.class, SignedIn.class, Open.class)
                    .filter(method::isAnnotatedWith)
                    .count()
                != 1);
  }

  @Test
  void everyOpenEndpointSaysWhy() {
    broken(
        method ->
            method.isAnnotatedWith(Open.class)
                && method.getAnnotationOfType(Open.class).value().length() < 10);
  }

  @Test
  void everyEndpointIsPublicAndDescribed() {
    broken(
        method ->
            !method.getModifiers().contains(JavaModifier.PUBLIC)
                || !method.isAnnotatedWith(Operation.class));
  }

  @Test
  void everyResourceRunsOnVirtualThreadsAndIsSmall() {
    Set<String> found = new TreeSet<>();
    for (JavaClass resource : resources) {
      if (!resource.isAnnotatedWith(RunOnVirtualThread.class)
          || endpoints(resource).count() > MOST_ENDPOINTS) {
        found.add(resource.getName());
      }
    }
    assertEquals(Set.of(), found);
  }

  /** Or a native image would know none of their fields, and refuse every parameter. */
  @Test
  void everyBeanOfParametersIsRegisteredForReflection() {
    Set<String> found = new TreeSet<>();
    for (JavaClass resource : resources) {
      endpoints(resource)
          .flatMap(method -> method.getParameters().stream())
          .filter(parameter -> parameter.isAnnotatedWith(BeanParam.class))
          .map(JavaParameter::getRawType)
          .filter(bean -> !bean.isAnnotatedWith(RegisterForReflection.class))
          .map(JavaClass::getName)
          .forEach(found::add);
    }
    assertEquals(Set.of(), found);
  }

  private void broken(Predicate<JavaMethod> isBroken) {
    assertFalse(resources.isEmpty(), "there are resources");
    Set<String> found = new TreeSet<>();
    for (JavaClass resource : resources) {
      endpoints(resource).filter(isBroken).map(JavaMethod::getFullName).forEach(found::add);
    }
    assertEquals(Set.of(), found);
  }

  private static Stream<JavaMethod> endpoints(JavaClass resource) {
    return resource.getMethods().stream()
        .filter(method -> method.isMetaAnnotatedWith(HttpMethod.class));
  }
}
