package dev.belfry.activity;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What was found of the chain.
 *
 * @param ok whether nothing is broken
 * @param entries how many links were checked, each with its entry
 * @param unsealed entries that are not chained yet; they are within about a second
 * @param head where the chain ends; null before the first entry is chained
 * @param broken at most 100
 * @param nextFrom where to go on, after 50,000 links; null when the end was reached
 */
@Schema(name = "ActivityVerification")
record VerificationView(
    boolean ok,
    long entries,
    long unsealed,
    @Nullable HeadView head,
    List<Broken> broken,
    @Nullable Long nextFrom) {
  /**
   * One thing that is not as Belfry left it.
   *
   * @param number of the link; null where there is none
   */
  @Schema(name = "ActivityBroken")
  record Broken(@Nullable Long number, @Nullable EntryId entryId, Reason reason) {}

  @Schema(
      description =
          """
          entry_missing: the entry is gone. entry_changed: it is not what was written. entry_foreign: Belfry did not write \
          it. link_missing: the chain has a hole from this number on, or no end. link_changed: the hash of the link is \
          wrong. head_changed: the end of the chain is not what was signed. head_missing: there is a chain and no end. \
          head_unknown: the head that you gave is not in this chain: something was cut off after it was signed.""")
  enum Reason {
    ENTRY_MISSING,
    ENTRY_CHANGED,
    ENTRY_FOREIGN,
    LINK_MISSING,
    LINK_CHANGED,
    HEAD_CHANGED,
    HEAD_MISSING,
    HEAD_UNKNOWN
  }
}
