package dev.belfry.bulk;

/** In which form monitors are given away. */
enum ExportFormat {
  /** As the import reads it. */
  CSV("text/csv;charset=UTF-8"),
  /** An array of bodies as single monitors are made of. */
  JSON("application/json");

  final String mediaType;

  ExportFormat(String mediaType) {
    this.mediaType = mediaType;
  }
}
