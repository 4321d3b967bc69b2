package dev.belfry.notify;

import dev.belfry.platform.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;

/** What a ledger is asked for: {@code ?cursor=&limit=&status=}. A bean parameter of resources. */
@RegisterForReflection
public class DeliveryFilter {
  private static final int MOST = 100;

  @QueryParam("cursor")
  public @Nullable String cursor;

  @QueryParam("limit")
  @DefaultValue("20")
  public int limit = 20;

  @QueryParam("status")
  @Nullable DeliveryStatus status;

  /**
   * @throws Problem 400 when the limit is out of its range
   */
  int checkedLimit() {
    if (limit < 1 || limit > MOST) {
      throw Problem.parameter("limit", "must be from 1 to " + MOST);
    }
    return limit;
  }
}
