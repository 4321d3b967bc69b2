package dev.belfry.check.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What must hold for an answer.
 *
 * @param source {@code status}, {@code time} in milliseconds, {@code header}, {@code body}, {@code
 *     json} by a JSONPath (RFC 9535, as Jayway's library reads it), or {@code schema}: the body is
 *     valid by the JSON schema in value, which has up to 4096 characters and no references
 * @param property the name of the header, or the path
 * @param comparison {@code equals}, {@code not_equals}, {@code contains}, {@code not_contains},
 *     {@code matches} and {@code not_matches} (RE2 syntax, anywhere in the first 64 KiB), {@code
 *     less_than}, {@code greater_than} (numbers), {@code exists}, {@code not_exists}; none with a
 *     schema
 * @param value to compare with
 */
@RegisterForReflection
@Schema(name = "ApiAssertion")
public record ApiAssertion(
    @NotNull
        @Pattern(
            regexp = "status|time|header|body|json|schema",
            message = "must be one of status, time, header, body, json, schema")
        String source,
    @Size(min = 1, max = 512) @Nullable String property,
    @Pattern(
            regexp =
                "equals|not_equals|contains|not_contains|matches|not_matches|less_than|greater_than|exists|not_exists",
            message =
                "must be one of equals, not_equals, contains, not_contains, matches, not_matches, less_than,"
                    + " greater_than, exists, not_exists")
        @Nullable String comparison,
    @Size(max = 16_384) @Nullable String value) {

  /** For messages; without what is compared with, which may be secret. */
  String what() {
    return property == null ? source : source + " " + property;
  }
}
