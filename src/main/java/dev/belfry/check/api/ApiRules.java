package dev.belfry.check.api;

import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import dev.belfry.check.TargetViolation;
import dev.belfry.platform.wire.BadUrl;
import dev.belfry.platform.wire.Egress;
import dev.belfry.platform.wire.Purpose;
import dev.belfry.platform.wire.WireHeaders;
import dev.belfry.platform.wire.WireUrl;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold for a target beyond the limits of its fields; all of it is named. */
final class ApiRules {
  private static final Set<String> NUMBERS = Set.of("less_than", "greater_than");
  private static final Set<String> BARE = Set.of("exists", "not_exists");
  private static final Set<String> PATTERNS = Set.of("matches", "not_matches");
  private static final Set<String> NAMED = Set.of("header", "json");

  private final Egress egress;
  private final Instant now;
  private final List<TargetViolation> found = new ArrayList<>();
  private final Set<String> known = new HashSet<>();

  ApiRules(Egress egress, Instant now) {
    this.egress = egress;
    this.now = now;
  }

  List<TargetViolation> examine(ApiTarget target) {
    if (target.steps() != null) {
      for (int i = 0; i < target.steps().size(); i++) {
        ApiStep step = target.steps().get(i);
        if (step != null) {
          step("/steps/" + i, step);
        }
      }
      boolean secured = target.steps().stream().anyMatch(ApiRules::speaksTls);
      found.addAll(target.tls().examine(secured, now));
    }
    return List.copyOf(found);
  }

  private static boolean speaksTls(@Nullable ApiStep step) {
    return step == null || step.url() == null || !step.url().startsWith("http:");
  }

  private void step(String at, ApiStep step) {
    if (step.url() != null) {
      url(at + "/url", step.url(), true);
    }
    step.headers().forEach((name, value) -> header(at + "/headers/" + name, name, value));
    if (step.body() != null) {
      variables(at + "/body", step.body());
    }
    if (step.auth() != null) {
      auth(at + "/auth", step.auth(), step);
    }
    for (int i = 0; i < step.assertions().size(); i++) {
      if (step.assertions().get(i) != null) {
        assertion(at + "/assertions/" + i, step.assertions().get(i));
      }
    }
    for (int i = 0; i < step.extract().size(); i++) {
      ApiExtraction extraction = step.extract().get(i);
      if (extraction != null) {
        part(at + "/extract/" + i + "/property", extraction.source(), extraction.property());
        if (extraction.variable() != null) {
          known.add(extraction.variable());
        }
      }
    }
  }

  private void url(String at, String url, boolean filled) {
    try {
      if (filled) {
        variables(at, url);
      }
      // A variable may stand where a letter may.
      URI uri = WireUrl.parse(url.replaceAll("\\{\\{\\w+}}", "x"));
      int path = url.indexOf('/', url.indexOf("://") + "://".length());
      if (!Variables.names(path < 0 ? url : url.substring(0, path)).isEmpty()) {
        add(at, "variable_in_host", "variables may stand in the path and the query only");
      }
      egress.refusal(uri, Purpose.MONITOR).ifPresent(why -> add(at, "blocked_address", why));
    } catch (BadUrl e) {
      add(at, "invalid_url", "" + e.getMessage());
    }
  }

  private void header(String at, @Nullable String name, @Nullable String value) {
    if (name != null && value != null) {
      WireHeaders.refusal(name, value).ifPresent(why -> add(at, "forbidden_header", why));
      variables(at, value);
    }
  }

  private void variables(String at, String text) {
    for (String name : Variables.names(text)) {
      if (!known.contains(name)) {
        add(at, "unknown_variable", "no earlier step extracts the variable " + name);
      }
    }
  }

  private void auth(String at, ApiAuth auth, ApiStep step) {
    boolean complete =
        switch (String.valueOf(auth.type())) {
          case "basic" -> auth.user() != null && auth.password() != null;
          case "bearer" -> auth.token() != null;
          case "oauth" ->
              auth.tokenUrl() != null && auth.clientId() != null && auth.clientSecret() != null;
          default -> true;
        };
    if (!complete) {
      add(
          at,
          "incomplete",
          "basic needs user and password, bearer a token, oauth token_url, client_id and"
              + " client_secret");
    }
    if (auth.tokenUrl() != null) {
      url(at + "/token_url", auth.tokenUrl(), false);
    }
    boolean twice =
        step.headers().keySet().stream()
            .anyMatch(name -> name.toLowerCase(Locale.ROOT).equals("authorization"));
    if (twice) {
      add(at, "not_allowed", "cannot stand beside a header Authorization");
    }
  }

  private void assertion(String at, ApiAssertion assertion) {
    String comparison = assertion.comparison();
    if ("schema".equals(assertion.source())) {
      schema(at, assertion);
      return;
    }
    if (comparison == null) {
      add(at + "/comparison", "required", "must be given");
      return;
    }
    boolean named = NAMED.contains(assertion.source());
    if (named || assertion.property() != null) {
      if (!named) {
        add(at + "/property", "not_allowed", "is for header and json only");
      } else {
        part(at + "/property", assertion.source(), assertion.property());
      }
    }
    value(at + "/value", comparison, assertion.value());
  }

  private void value(String at, String comparison, @Nullable String value) {
    if (BARE.contains(comparison)) {
      if (value != null) {
        add(at, "not_allowed", "is not compared with anything");
      }
    } else if (value == null) {
      add(at, "required", "must be given");
    } else if (PATTERNS.contains(comparison)) {
      expression(at, value);
    } else if (NUMBERS.contains(comparison) && Comparison.number(value).isEmpty()) {
      add(at, "invalid_number", "must be a number");
    }
  }

  private void schema(String at, ApiAssertion assertion) {
    if (assertion.comparison() != null) {
      add(at + "/comparison", "not_allowed", "is not for a schema");
    }
    if (assertion.value() == null) {
      add(at + "/value", "required", "must be a JSON schema");
      return;
    }
    try {
      Schemas.read(assertion.value());
    } catch (IllegalArgumentException e) {
      add(at + "/value", "invalid_schema", "" + e.getMessage());
    }
  }

  /** The name of a part of an answer, by its source. */
  private void part(String at, @Nullable String source, @Nullable String property) {
    if (property == null) {
      add(at, "required", "must be given");
    } else if ("json".equals(source)) {
      path(at, property);
    } else if ("body".equals(source)) {
      expression(at, property);
    }
  }

  private void path(String at, String path) {
    try {
      JsonPath.compile(path);
    } catch (InvalidPathException | IllegalArgumentException e) {
      add(at, "invalid_path", "is no JSONPath");
      return;
    }
    // Its expressions are those of Java, which can run away, and each of the others multiplies what
    // is looked at by the size of the answer.
    boolean filters = path.indexOf('?') >= 0;
    boolean searches = path.contains("..");
    if (path.contains("=~")
        || path.indexOf('?') != path.lastIndexOf('?')
        || path.indexOf("..") != path.lastIndexOf("..")
        || (filters && (searches || path.lastIndexOf('$') > 0))) {
      add(
          at,
          "not_allowed",
          "may search once by .. or filter once, by the element alone and without expressions");
    }
  }

  private void expression(String at, String expression) {
    try {
      Expression.of(expression);
    } catch (IllegalArgumentException e) {
      add(at, "invalid_expression", "" + e.getMessage());
    }
  }

  private void add(String pointer, String code, String message) {
    found.add(new TargetViolation(pointer, code, message));
  }
}
