package dev.belfry.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaParameter;
import dev.belfry.access.Allow;
import dev.belfry.access.Open;
import dev.belfry.access.SignedIn;
import dev.belfry.platform.json.ShownOnce;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.junit.jupiter.api.Test;

/** What every endpoint must say of itself. */
class EndpointRulesTest {
  private static final int MOST_ENDPOINTS = 8;
  private static final Set<String> SECRETS = Set.of("token", "secret", "key");

  /** By which clients call a monitor; whoever reads the monitor reads it. */
  private static final Set<String> NO_SECRETS = Set.of("dev.belfry.monitor.MonitorView.key");

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

  /** On an event loop runs only what answers later. */
  @Test
  void everyResourceRunsOnVirtualThreadsAndIsSmall() {
    Set<String> found = new TreeSet<>();
    for (JavaClass resource : resources) {
      boolean waits =
          endpoints(resource)
              .anyMatch(method -> !method.getRawReturnType().isEquivalentTo(CompletionStage.class));
      if ((waits && !resource.isAnnotatedWith(RunOnVirtualThread.class))
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

  /** Or an answer that is kept for a repeated call would keep it too, and show it again. */
  @Test
  void everySecretInAnAnswerIsShownOnce() {
    Set<JavaClass> answers = new HashSet<>();
    for (JavaClass resource : resources) {
      endpoints(resource)
          .flatMap(method -> method.getReturnType().getAllInvolvedRawTypes().stream())
          .forEach(type -> collect(type, answers));
    }
    Set<String> found = new TreeSet<>();
    for (JavaClass answer : answers) {
      answer.getFields().stream()
          .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
          .filter(field -> SECRETS.contains(field.getName()))
          .filter(field -> field.getRawType().isEquivalentTo(String.class))
          .filter(field -> !field.isAnnotatedWith(ShownOnce.class))
          .map(JavaField::getFullName)
          .filter(name -> !NO_SECRETS.contains(name))
          .forEach(found::add);
    }
    assertTrue(answers.size() > resources.size(), "answers are found: " + answers.size());
    assertEquals(Set.of(), found);
  }

  private static void collect(JavaClass type, Set<JavaClass> answers) {
    if (type.getPackageName().startsWith("dev.belfry") && answers.add(type)) {
      type.getFields().stream()
          .flatMap(field -> field.getType().getAllInvolvedRawTypes().stream())
          .forEach(part -> collect(part, answers));
    }
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
