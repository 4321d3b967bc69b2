package dev.belfry.monitor;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belfry.check.Checkers;
import dev.belfry.check.Target;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.Violation;
import dev.belfry.platform.seal.Sealer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Targets as stored: what is secret in them is taken out and sealed, and shown as {@code ***}. */
@ApplicationScoped
public class Targets {
  static final String MASK = Target.MASK;
  private static final TypeReference<Map<String, String>> SECRETS = new TypeReference<>() {};

  private final ObjectMapper mapper;
  private final Checkers checkers;
  private final Sealer sealer;

  Targets(ObjectMapper mapper, Checkers checkers, Sealer sealer) {
    this.mapper = mapper;
    this.checkers = checkers;
    this.sealer = sealer;
  }

  /** Puts the target into the monitor; a masked secret keeps the value that was there. */
  void store(Monitor monitor, Target target) {
    Map<String, String> before = secrets(monitor.accountId, monitor.id, monitor.secrets);
    ObjectNode json = mapper.valueToTree(target);
    Map<String, String> secrets = new TreeMap<>();
    List<Violation> lost = new ArrayList<>();
    boolean keeps = false;
    for (String pointer : target.secretPointers()) {
      String value = json.at(pointer).asText();
      boolean masked = value.equals(MASK);
      if (masked) {
        whyNotKept(monitor, target, before, pointer).ifPresent(lost::add);
      }
      secrets.put(pointer, masked ? before.getOrDefault(pointer, "") : value);
      keeps |= masked;
    }
    if (!lost.isEmpty()) {
      throw Problem.invalid(lost);
    }
    if (keeps) {
      // What is shown of a secret is told by the secret itself.
      secrets.forEach((pointer, value) -> set(json, pointer, value));
      json.setAll((ObjectNode) mapper.valueToTree(read(json, target.getClass(), monitor.id)));
    }
    secrets.keySet().forEach(pointer -> set(json, pointer, MASK));
    monitor.target = json;
    monitor.address = target.address();
    monitor.secrets = secrets.isEmpty() ? null : seal(monitor, secrets);
  }

  /** Only for the place to which it went before: whoever may edit could have it sent to himself. */
  private Optional<Violation> whyNotKept(
      Monitor monitor, Target target, Map<String, String> before, String pointer) {
    if (!before.containsKey(pointer)) {
      return Optional.of(
          Violation.at(pointer, "masked", "is masked, and there is no value to keep"));
    }
    return target.destination(pointer).equals(masked(monitor).destination(pointer))
        ? Optional.empty()
        : Optional.of(
            Violation.at(
                pointer, "masked", "is masked, and would be sent elsewhere; send the value again"));
  }

  /** With its secrets, for looking. */
  public Target open(
      UUID account, UUID monitor, String kind, JsonNode stored, byte @Nullable [] sealed) {
    ObjectNode json = stored.deepCopy();
    secrets(account, monitor, sealed).forEach((pointer, value) -> set(json, pointer, value));
    return read(json, checkers.of(kind).targetType(), monitor);
  }

  private Target read(ObjectNode json, Class<? extends Target> type, UUID monitor) {
    try {
      return mapper.treeToValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "the stored target of monitor " + monitor + " cannot be read", e);
    }
  }

  /** Without its secrets, for showing and patching. */
  Target masked(Monitor monitor) {
    return open(monitor.accountId, monitor.id, monitor.kind, monitor.target, null);
  }

  private byte[] seal(Monitor monitor, Map<String, String> secrets) {
    try {
      return sealer.seal(mapper.writeValueAsString(secrets), place(monitor.accountId, monitor.id));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("secrets could not be written", e);
    }
  }

  private Map<String, String> secrets(UUID account, UUID monitor, byte @Nullable [] sealed) {
    if (sealed == null) {
      return Map.of();
    }
    try {
      return mapper.readValue(sealer.open(sealed, place(account, monitor)), SECRETS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("secrets could not be read", e);
    }
  }

  private static String place(UUID account, UUID monitor) {
    return "monitor/" + account + "/" + monitor;
  }

  private static void set(ObjectNode json, String pointer, String value) {
    JsonPointer place = JsonPointer.compile(pointer);
    if (json.at(place.head()) instanceof ObjectNode parent) {
      parent.put(place.last().getMatchingProperty(), value);
    }
  }
}
