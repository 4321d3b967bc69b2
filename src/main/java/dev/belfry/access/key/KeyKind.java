package dev.belfry.access.key;

import dev.belfry.access.credential.KeyText;
import dev.belfry.access.grant.GrantSpec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Presets of grants. The grants of a preset cannot be changed later. */
public enum KeyKind {
  /** The grants are given with the key. */
  CUSTOM(null),
  FULL_ACCESS(null, "*:*"),
  READ_ONLY(null, "*:read"),
  /** Reports to heartbeats and does nothing else. */
  TELEMETRY(KeyText.Type.ING, "telemetry:write"),
  /** What the libraries of Cronitor need. */
  SDK_INTEGRATION(null, "monitor:read", "monitor:write", "telemetry:write"),
  /** Lets servers register themselves. */
  SERVER_REGISTRATION(KeyText.Type.REG, "server:register");

  private final KeyText.@Nullable Type type;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<String> scopes;

  KeyKind(KeyText.@Nullable Type type, String... scopes) {
    this.type = type;
    this.scopes = List.of(scopes);
  }

  static KeyKind of(ApiKey key) {
    return valueOf(key.kind.toUpperCase(Locale.ROOT));
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean immutable() {
    return this != CUSTOM;
  }

  /** The type that such a key has; empty where it is chosen. */
  Optional<KeyText.Type> type() {
    return Optional.ofNullable(type);
  }

  List<GrantSpec> grants() {
    return List.of(GrantSpec.atAll(scopes));
  }
}
