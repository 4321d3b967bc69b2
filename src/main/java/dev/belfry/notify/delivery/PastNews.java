package dev.belfry.notify.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.access.grant.Place;
import dev.belfry.notify.NotifyConfig;
import dev.belfry.platform.event.AccountId;
import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * News that were told, whoever heard them, each once, without the copies by which triggers ring; in
 * a transaction bound to the account.
 */
@ApplicationScoped
public class PastNews {
  private static final String BETWEEN =
      """
      select type, at, category_id, group_ids, body from notify_message
      where account_id = ?1 and type = any (?2) and at >= ?3 and at < ?4
        and body::jsonb -> 'data' -> 'ring' is null
      order by at, id limit ?5""";

  private final ObjectMapper mapper;
  private final NotifyConfig config;

  PastNews(ObjectMapper mapper, NotifyConfig config) {
    this.mapper = mapper;
    this.config = config;
  }

  /**
   * What was told.
   *
   * @param type one of {@link dev.belfry.notify.NoticeType}
   * @param data what clients were told, as in the API
   */
  public record Told(String type, Instant at, Place place, JsonNode data) {}

  /** How long they are kept for sure. */
  public Duration kept() {
    return config.keepDelivered();
  }

  /** From the first instant (inclusive) to the second (exclusive), oldest first. */
  public List<Told> between(
      AccountId account, Collection<String> types, Instant from, Instant to, int most) {
    if (types.isEmpty()) {
      return List.of();
    }
    List<?> found =
        Panache.getEntityManager()
            .createNativeQuery(BETWEEN)
            .setParameter(1, account.uuid())
            .setParameter(2, types.toArray(String[]::new))
            .setParameter(3, from)
            .setParameter(4, to)
            .setParameter(5, most)
            .getResultList();
    return found.stream().map(row -> told((Object[]) row)).toList();
  }

  private Told told(Object[] row) {
    UUID @Nullable [] groups = (UUID[]) row[3];
    try {
      return new Told(
          (String) row[0],
          (Instant) row[1],
          new Place((UUID) row[2], groups == null ? null : Set.of(groups)),
          mapper.readTree((String) row[4]).path("data"));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the stored message is not the one that we wrote");
    }
  }
}
