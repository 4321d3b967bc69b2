package dev.belfry.access.grant;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The pairs of a scope as a condition of a query, so that lists, counts and searches obey the rule
 * by which single things are read.
 *
 * @param text of the query language, in brackets
 * @param values of its named parameters
 */
public record ReachCondition(String text, Map<String, Object> values) {

  /**
   * What these pairs reach of things that know categories and groups.
   *
   * @param category the column, such as {@code m.categoryId}
   * @param anyGroup says that one of the thing's groups is among the ids that {@code ?} stands for
   */
  public static ReachCondition of(List<Pair> pairs, String category, String anyGroup) {
    List<String> either = new ArrayList<>();
    Map<String, Object> values = new LinkedHashMap<>();
    for (Pair pair : widest(pairs)) {
      List<String> both = new ArrayList<>();
      if (!pair.categories().all()) {
        String name = "reach" + values.size();
        both.add(category + " in :" + name);
        values.put(name, List.copyOf(pair.categories().ids()));
      }
      if (!pair.groups().all()) {
        String name = "reach" + values.size();
        both.add(anyGroup.replace("?", ":" + name));
        values.put(name, List.copyOf(pair.groups().ids()));
      }
      either.add(both.isEmpty() ? "1 = 1" : String.join(" and ", both));
    }
    String text = either.isEmpty() ? "1 = 0" : String.join(" or ", either);
    return new ReachCondition("(" + text + ")", values);
  }

  /** Without those that reach nothing or nothing more than another. */
  private static List<Pair> widest(List<Pair> pairs) {
    List<Pair> widest = new ArrayList<>();
    for (Pair pair : pairs) {
      if (!pair.reachesNothing() && widest.stream().noneMatch(wider -> wider.contains(pair))) {
        widest.removeIf(pair::contains);
        widest.add(pair);
      }
    }
    return widest;
  }
}
