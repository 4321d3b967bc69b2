package dev.belfry.access.watch;

import dev.belfry.access.credential.KeyId;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** What flags are asked for. */
@RegisterForReflection
public class FlagFilter {
  @QueryParam("open")
  @Nullable Boolean open;

  @QueryParam("kind")
  @Nullable FlagKind kind;

  @QueryParam("key_id")
  @Nullable KeyId key;

  @QueryParam("cursor")
  @Nullable String cursor;

  @QueryParam("limit")
  @DefaultValue("20")
  int limit;
}
