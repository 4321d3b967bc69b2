package dev.belfry.access.watch;

import dev.belfry.access.credential.KeyId;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** What flags are asked for. */
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
