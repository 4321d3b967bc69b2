package dev.belfry.platform.page;

import dev.belfry.platform.problem.Problem;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;

/**
 * {@code ?page=&limit=}: pages count from 1, a page holds 1 to 100 items. A bean parameter of
 * resources.
 */
public class PageRequest {
  private static final int MOST = 100;
  private static final int DEEPEST = 100_000;

  @QueryParam("page")
  @DefaultValue("1")
  public int page = 1;

  @QueryParam("limit")
  @DefaultValue("20")
  public int limit = 20;

  /**
   * @throws Problem 400 when a value is out of its range
   */
  public PageRequest checked() {
    if (page < 1 || page > DEEPEST) {
      throw Problem.parameter("page", "must be from 1 to " + DEEPEST);
    }
    checkedLimit(limit);
    return this;
  }

  /** How many to give at once. @throws Problem 400 when it is not from 1 to 100 */
  public static int checkedLimit(int limit) {
    if (limit < 1 || limit > MOST) {
      throw Problem.parameter("limit", "must be from 1 to " + MOST);
    }
    return limit;
  }

  /** Zero-based, as Panache counts. */
  public int index() {
    return page - 1;
  }
}
