package dev.belfry.notify;

import com.fasterxml.jackson.databind.JsonNode;
import dev.belfry.access.grant.Place;
import dev.belfry.platform.event.AccountId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * News to be told.
 *
 * @param type one of {@link NoticeType}
 * @param at when it happened
 * @param place where it happened, for who may hear of it
 * @param data what clients are told, as in the API
 * @param about the thing of which it tells, such as an incident: an endpoint gets the news about
 *     one thing in the order in which they were sent; null where order does not matter
 */
public record Notice(
    String type, Instant at, AccountId account, Place place, JsonNode data, @Nullable UUID about) {

  public Notice(String type, Instant at, AccountId account, Place place, JsonNode data) {
    this(type, at, account, place, data, null);
  }
}
