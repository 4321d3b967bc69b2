package dev.belfry.bulk;

/** What is done with good rows where others are bad. */
enum ImportMode {
  /** One bad row, and nothing is changed. */
  ALL_OR_NOTHING,
  /** The good rows are applied, few in a transaction. */
  ROW_BY_ROW
}
