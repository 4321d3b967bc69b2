package dev.belfry.mutation;

/**
 * One defence, switched off in a copy of the sources.
 *
 * @param defence what is switched off
 * @param file in which it stands
 * @param from the text of the defence; it must stand there exactly once
 * @param to what stands there without it
 * @param tests of which one must notice
 */
record Mutation(String defence, String file, String from, String to, String tests) {
  @Override
  public String toString() {
    return defence;
  }
}
