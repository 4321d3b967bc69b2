package dev.belfry.platform.page;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One stretch of a list that only grows, newest first; without a next cursor it was the last. */
public record Stretch<T>(List<T> data, @Nullable String nextCursor) {

  /** From one row more than was asked for, which tells that there is a next stretch. */
  public static <R, T> Stretch<T> of(
      List<R> rows, int limit, Function<R, T> view, Function<R, Cursor> cursor) {
    boolean more = rows.size() > limit;
    List<R> given = more ? rows.subList(0, limit) : rows;
    return new Stretch<>(
        given.stream().map(view).toList(), more ? cursor.apply(given.getLast()).text() : null);
  }
}
