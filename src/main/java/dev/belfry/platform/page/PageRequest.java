package dev.belfry.platform.page;

import dev.belfry.platform.problem.Problem;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;

/**
 * {@code ?page=&limit=}: pages count from 1, a page holds 1 to 100 items. A bean parameter of
 * resources.
 */
@RegisterForReflection
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
    checkedPage(page);
    checkedLimit(limit);
    return this;
  }

  /** Which page to give. @throws Problem 400 when it is not from 1 to 100,000 */
  public static int checkedPage(int page) {
    if (page < 1 || page > DEEPEST) {
      throw Problem.parameter("page", "must be from 1 to " + DEEPEST);
    }
    return page;
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
