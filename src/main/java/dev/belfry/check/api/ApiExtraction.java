package dev.belfry.check.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A variable for later steps.
 *
 * @param variable its name: letters, digits and underscores
 * @param source {@code header}, {@code json} by a path, or {@code body} by a regular expression
 *     whose first group it is
 * @param property the name of the header, the path, or the expression
 */
@RegisterForReflection
@Schema(name = "ApiExtraction")
public record ApiExtraction(
    @NotNull
        @Pattern(
            regexp = "[A-Za-z_][A-Za-z0-9_]{0,39}",
            message = "must be 1 to 40 letters, digits and underscores")
        String variable,
    @NotNull @Pattern(regexp = "header|json|body", message = "must be one of header, json, body")
        String source,
    @NotNull @Size(min = 1, max = 512) String property) {}
