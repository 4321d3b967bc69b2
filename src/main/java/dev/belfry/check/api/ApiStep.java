package dev.belfry.check.api;

import static java.util.Objects.requireNonNullElse;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One request. {@code {{name}}} stands for a variable that an earlier step extracted, in the path
 * and query of the URL, in values of headers and in the body.
 *
 * @param name for messages; the number of the step unless given
 * @param method GET unless given
 * @param url absolute, http or https
 * @param assertions all must hold; without one on the status it must be below 400
 * @param extract variables for later steps
 * @param followRedirects true unless given; at most five
 * @param verifyTls true unless given
 */
@RegisterForReflection
@Schema(name = "ApiStep")
public record ApiStep(
    @Size(min = 1, max = 100) @Nullable String name,
    @Pattern(regexp = "GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS") String method,
    @NotNull @Size(min = 1, max = 2048) String url,
    @Size(max = 32) Map<@NotNull String, @NotNull String> headers,
    @Size(max = 65_536) @Nullable String body,
    @Valid @Nullable ApiAuth auth,
    @Size(max = 20) List<@NotNull @Valid ApiAssertion> assertions,
    @Size(max = 10) List<@NotNull @Valid ApiExtraction> extract,
    Boolean followRedirects,
    Boolean verifyTls) {
  // Written out: javac drops @Nullable from the parameters of compact constructors, and NullAway
  // then errs in tests.
  public ApiStep(
      @Nullable String name,
      @Nullable String method,
      String url,
      @Nullable Map<String, String> headers,
      @Nullable String body,
      @Nullable ApiAuth auth,
      @Nullable List<ApiAssertion> assertions,
      @Nullable List<ApiExtraction> extract,
      @Nullable Boolean followRedirects,
      @Nullable Boolean verifyTls) {
    this.name = name;
    this.method = requireNonNullElse(method, "GET");
    this.url = url;
    this.headers =
        headers == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    this.body = body;
    this.auth = auth;
    this.assertions = requireNonNullElse(assertions, List.of());
    this.extract = requireNonNullElse(extract, List.of());
    this.followRedirects = requireNonNullElse(followRedirects, true);
    this.verifyTls = requireNonNullElse(verifyTls, true);
  }

  void secretPointers(String at, Set<String> pointers) {
    headers
        .keySet()
        .forEach(
            header ->
                pointers.add(at + "/headers/" + header.replace("~", "~0").replace("/", "~1")));
    if (body != null) {
      pointers.add(at + "/body");
    }
    if (auth != null) {
      auth.secretPointers(at + "/auth", pointers);
    }
  }

  /** Not the record's own form: headers, body and credentials may be secret. */
  @Override
  public String toString() {
    return method + " " + url.replaceFirst("\\?.*", "");
  }
}
