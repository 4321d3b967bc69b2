package dev.belfry.account.category;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A category as shown. */
@Schema(name = "Category")
record CategoryView(CategoryId id, String name, Instant createdAt, Instant updatedAt) {
  static CategoryView of(Category category) {
    return new CategoryView(
        new CategoryId(category.id), category.name, category.createdAt, category.updatedAt);
  }
}
