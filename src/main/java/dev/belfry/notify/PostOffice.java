package dev.belfry.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.id.TypeId;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes news and sees that they arrive. */
@ApplicationScoped
public class PostOffice {
  private final List<Channel> channels;
  private final ObjectMapper mapper;
  private final Event<Posted> posted;
  private final InstantSource clock;

  PostOffice(
      @All List<Channel> channels, ObjectMapper mapper, Event<Posted> posted, InstantSource clock) {
    this.channels = channels;
    this.mapper = mapper;
    this.posted = posted;
    this.clock = clock;
  }

  /**
   * Writes the message and a delivery for everybody who is to have it, in the caller's transaction,
   * which is bound to the account of the notice; they are sent when it has committed.
   *
   * @return the id under which every receiver gets it
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public MessageId send(Notice notice) {
    return sendTo(
        notice,
        channels.stream()
            .flatMap(
                channel ->
                    channel.recipients(notice).stream()
                        .map(endpoint -> new Endpoint(channel.kind(), endpoint)))
            .toList());
  }

  /**
   * The same for these endpoints and nobody else, each once however often it is named. One of a
   * channel that is not there, or that is not to have it, gets a delivery that is held.
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public MessageId sendTo(Notice notice, Collection<Endpoint> endpoints) {
    Message message = write(notice);
    post(message, notice.about(), endpoints);
    return new MessageId(message.id);
  }

  /** Writes a message for so many that they get it a few at a time; nobody has it yet. */
  @Transactional(Transactional.TxType.MANDATORY)
  public MessageId keep(Notice notice) {
    return new MessageId(write(notice).id);
  }

  /** Sends a kept message to some more. */
  @Transactional(Transactional.TxType.MANDATORY)
  public void sendKept(
      AccountId account, MessageId kept, @Nullable UUID about, Collection<Endpoint> endpoints) {
    post(Message.named(account, kept.uuid()), about, endpoints);
  }

  /**
   * For whoever locks rows of his own beside sending: in turn with all who send about the same
   * thing, until the transaction ends. Before any row is locked.
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public void awaitTurn(UUID about) {
    Delivery.queue(about);
  }

  private void post(Message message, @Nullable UUID about, Collection<Endpoint> endpoints) {
    Instant now = clock.instant();
    Map<UUID, String> each = new LinkedHashMap<>();
    endpoints.forEach(endpoint -> each.putIfAbsent(endpoint.id(), endpoint.channel()));
    if (about != null) {
      Delivery.queue(about);
    }
    Set<UUID> behind =
        about == null || each.isEmpty()
            ? Set.of()
            : Delivery.waitedFor(new AccountId(message.accountId), about, each.keySet());
    each.forEach(
        (endpoint, channel) -> {
          Delivery delivery = fresh(message, channel, endpoint, about, now);
          delivery.dueAt = behind.contains(endpoint) ? null : now;
          delivery.persist();
        });
    posted.fire(new Posted());
  }

  Message write(Notice notice) {
    Message message = new Message();
    message.id = TypeId.next();
    message.accountId = notice.account().uuid();
    message.type = notice.type();
    message.at = notice.at();
    message.categoryId = notice.place().category();
    Set<UUID> groups = notice.place().groups();
    message.groupIds = groups == null ? null : List.copyOf(groups);
    message.body = body(notice, new MessageId(message.id));
    message.persist();
    Message.flush();
    return message;
  }

  Delivery fresh(
      Message message, String channel, UUID endpoint, @Nullable UUID about, Instant now) {
    Delivery delivery = new Delivery();
    delivery.id = TypeId.next();
    delivery.accountId = message.accountId;
    delivery.channel = channel;
    delivery.endpointId = endpoint;
    delivery.messageId = message.id;
    delivery.about = about;
    delivery.status = DeliveryStatus.PENDING;
    delivery.createdAt = now;
    delivery.forOutsiders =
        channels.stream().anyMatch(one -> one.kind().equals(channel) && one.isForOutsiders());
    return delivery;
  }

  private String body(Notice notice, MessageId id) {
    ObjectNode body = mapper.createObjectNode();
    body.put("type", notice.type());
    body.put("id", id.text());
    body.put("timestamp", notice.at().toString());
    body.put("account_id", notice.account().text());
    body.set("data", notice.data());
    try {
      return mapper.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a tree can be written", e);
    }
  }
}
