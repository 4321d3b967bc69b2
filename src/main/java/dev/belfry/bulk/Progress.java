package dev.belfry.bulk;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How far it is.
 *
 * @param total how many there are to do
 * @param refused how many of those done could not be changed
 */
@RegisterForReflection
@Schema(name = "BulkProgress")
record Progress(int done, int total, int refused) {
  /** Hears of it now and then. */
  @FunctionalInterface
  interface Listener {
    /**
     * @throws IOException when nobody wants to hear more: it stops then
     */
    void hear(Progress progress) throws IOException;

    Listener NOBODY = progress -> {};
  }
}
