package dev.belfry.check;

import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What to look at: a record whose components are the API's JSON fields (snake case by the mapper),
 * with Bean Validation constraints that carry the limits.
 */
@Schema(name = "MonitorTarget")
public interface Target {
  /** What stands for a secret when a target is shown, and for what is kept when it is sent back. */
  String MASK = "***";

  /** What people see and search for, such as the URL. */
  String address();

  /** Whom a look burdens, so that no host is asked too much at once; empty for nobody else. */
  default String host() {
    return address();
  }

  /**
   * Where the secret at this pointer is sent: a text that is another one when it would be sent to
   * somebody else.
   */
  default String destination(String pointer) {
    return address();
  }

  /** JSON pointers (RFC 6901) of the string values that must be stored sealed and shown masked. */
  Set<String> secretPointers();
}
