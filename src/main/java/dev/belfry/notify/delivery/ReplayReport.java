package dev.belfry.notify.delivery;

import dev.belfry.notify.DeliveryId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What came of it, or would come of it.
 *
 * @param matched how many were meant, of those that the caller may replay
 * @param replayed how many go again; of a dry run, how many would
 * @param pending those that are under way anyway
 * @param missing of the ids that were given, those that the caller does not see, or that reached
 *     somebody outside of the account
 * @param more whether more match than are replayed at once; call again for them
 */
@RegisterForReflection
@Schema(name = "DeliveryReplayReport")
public record ReplayReport(
    boolean dryRun,
    int matched,
    int replayed,
    int pending,
    List<DeliveryId> missing,
    boolean more) {}
