package dev.belfry.statuspage;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How a page looks.
 *
 * @param mode default {@code auto}: as the reader's system wants it
 * @param accent a colour of its own for decoration, never behind or in text, such as {@code
 *     #0b6e4f}
 */
@RegisterForReflection
@Schema(name = "StatusPageTheme")
public record PageTheme(
    @Nullable Mode mode,
    @Pattern(regexp = "#[0-9a-fA-F]{6}", message = "must be a colour such as #0b6e4f")
        @Nullable String accent) {
  /** Light, dark, or as the reader has it. */
  public enum Mode {
    AUTO,
    LIGHT,
    DARK
  }
}
