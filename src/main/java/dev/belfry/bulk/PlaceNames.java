package dev.belfry.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belfry.account.category.Categories;
import dev.belfry.account.category.CategoryId;
import dev.belfry.account.group.GroupId;
import dev.belfry.account.group.Groups;
import dev.belfry.platform.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names of categories and groups in a file become their ids, as far as the caller sees them. */
@ApplicationScoped
class PlaceNames {
  private final Categories categories;
  private final Groups groups;

  PlaceNames(Categories categories, Groups groups) {
    this.categories = categories;
    this.groups = groups;
  }

  /** What is an id already stays; a name that is not there is wrong in its row. */
  void resolve(List<CsvFile.Row> rows) {
    Set<String> categoryNames = new LinkedHashSet<>();
    Set<String> groupNames = new LinkedHashSet<>();
    for (CsvFile.Row row : rows) {
      categoryNames.add(row.body().path(Columns.CATEGORY).asText());
      row.body().path(Columns.GROUPS).forEach(one -> groupNames.add(one.asText()));
    }
    Map<String, CategoryId> ofCategories = categories.named(categoryNames);
    Map<String, GroupId> ofGroups = groups.named(groupNames);
    for (CsvFile.Row row : rows) {
      category(row, ofCategories);
      groups(row, ofGroups);
    }
  }

  private static void category(CsvFile.Row row, Map<String, CategoryId> known) {
    ObjectNode body = row.body();
    JsonNode named = body.remove(Columns.CATEGORY);
    if (named != null) {
      CategoryId id = known.get(named.asText());
      if (id == null && !named.asText().startsWith("cat_")) {
        row.refuse(
            Violation.at("/category", "unknown", "is no category of this account that you see"));
      }
      body.put("category_id", id == null ? named.asText() : id.text());
    }
  }

  private static void groups(CsvFile.Row row, Map<String, GroupId> known) {
    ObjectNode body = row.body();
    JsonNode named = body.remove(Columns.GROUPS);
    if (named == null) {
      return;
    }
    ArrayNode ids = body.putArray("group_ids");
    int place = 0;
    for (JsonNode one : named) {
      GroupId id = known.get(one.asText());
      if (id == null && !one.asText().startsWith("grp_")) {
        row.refuse(
            Violation.at(
                "/groups/" + place, "unknown", "is no group of this account that you see"));
      }
      ids.add(id == null ? one.asText() : id.text());
      place++;
    }
  }
}
