package dev.belfry.access.watch;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What becomes of keys that are flagged.
 *
 * @param disabling the kinds of flags that disable the key at once; none by default
 */
@Schema(name = "FlagPolicy")
@RegisterForReflection
public record FlagPolicyView(
    @NotNull @Size(max = 20) @Schema(examples = "[\"new_network\"]")
        List<@NotNull FlagKind> disabling) {}
