package dev.belfry.platform.wire;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * An answer came.
 *
 * @param headers by lower-cased name
 * @param body as sent: content codings are not undone
 * @param truncated whether the body went on behind what was read
 * @param uri of the last hop
 */
@SuppressWarnings("ArrayRecordComponent")
public record WireResponse(
    int status,
    Map<String, List<String>> headers,
    byte[] body,
    boolean truncated,
    Phases phases,
    URI uri)
    implements WireOutcome {}
