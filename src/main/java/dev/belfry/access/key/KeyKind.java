package dev.belfry.access.key;

import dev.belfry.access.grant.GrantSpec;
import java.util.List;

/** Presets of grants. The grants of a preset cannot be changed later. */
public enum KeyKind {
  /** The grants are given with the key. */
  CUSTOM(""),
  FULL_ACCESS("*:*"),
  READ_ONLY("*:read");

  private final String scope;

  KeyKind(String scope) {
    this.scope = scope;
  }

  boolean immutable() {
    return this != CUSTOM;
  }

  List<GrantSpec> grants() {
    return List.of(GrantSpec.atAll(List.of(scope)));
  }
}
