package dev.belfry.access.key;

import dev.belfry.access.grant.GrantSpec;
import java.util.List;

/** Presets of grants. The grants of a preset cannot be changed later. */
public enum KeyKind {
  /** The grants are given with the key. */
  CUSTOM(List.of()),
  FULL_ACCESS(List.of("*:*")),
  READ_ONLY(List.of("*:read"));

  private final List<String> scopes;

  KeyKind(List<String> scopes) {
    this.scopes = scopes;
  }

  boolean immutable() {
    return this != CUSTOM;
  }

  List<GrantSpec> grants() {
    return List.of(GrantSpec.atAll(scopes));
  }
}
