package dev.belfry.notify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.platform.event.AccountId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * News to be told.
 *
 * @param type one of {@link NoticeType}
 * @param at when it happened
 * @param category the category in which it happened, for who may hear of it; null needs a reach of
 *     all
 * @param data what clients are told, as in the API
 * @param about the thing of which it tells, such as an incident: an endpoint gets the news about
 *     one thing in the order in which they were sent; null where order does not matter
 */
public record Notice(
    String type,
    Instant at,
    AccountId account,
    @Nullable UUID category,
    JsonNode data,
    @Nullable UUID about) {

  public Notice(
      String type, Instant at, AccountId account, @Nullable UUID category, JsonNode data) {
    this(type, at, account, category, data, null);
  }
}
