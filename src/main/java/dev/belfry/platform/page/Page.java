package dev.belfry.platform.page;

import java.util.List;
import java.util.function.Function;

/** One numbered page of a list, with its total. */
public record Page<T>(List<T> data, Pagination pagination) {
  /**
   * @param pages how many pages there are; 0 when there is nothing
   */
  public record Pagination(int page, int limit, long total, long pages) {}

  public static <T> Page<T> of(List<T> data, PageRequest request, long total) {
    return new Page<>(
        data,
        new Pagination(
            request.page, request.limit, total, (total + request.limit - 1) / request.limit));
  }

  public <U> Page<U> map(Function<T, U> change) {
    return new Page<>(data.stream().map(change).toList(), pagination);
  }
}
