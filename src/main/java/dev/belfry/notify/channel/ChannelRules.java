package dev.belfry.notify.channel;

import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.Violation;
import dev.belfry.platform.wire.BadUrl;
import dev.belfry.platform.wire.Egress;
import dev.belfry.platform.wire.Purpose;
import dev.belfry.platform.wire.WireUrl;
import dev.belfry.platform.wire.web.PlainHttp;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the settings of a channel may be; all that is wrong is said at once. */
@ApplicationScoped
class ChannelRules {
  private static final String SETTINGS = "/settings/";

  private final Kinds kinds;
  private final Egress egress;

  ChannelRules(Kinds kinds, Egress egress) {
    this.kinds = kinds;
    this.egress = egress;
  }

  /**
   * What is stored already.
   *
   * @param settings with the secret ones
   */
  record Stored(String kind, Map<String, Object> settings) {
    @Override
    public String toString() {
      return "Stored[" + kind + "]";
    }
  }

  /** Settings without fault, apart by whether they may be shown. */
  record Checked(Map<String, Object> open, Map<String, Object> secret) {
    @Override
    public String toString() {
      return "Checked";
    }
  }

  /**
   * @throws Problem 422 with every wrong value
   */
  Checked check(NewChannel wanted, @Nullable Stored stored) {
    Kind kind = kinds.named(wanted.kind()).orElseThrow(this::unknownKind);
    if (stored != null && !stored.kind().equals(wanted.kind())) {
      throw Problem.invalid("/kind", "not_allowed", "stays as it is; make another channel");
    }
    Map<String, Object> given = wanted.settings() == null ? Map.of() : wanted.settings();
    List<Violation> wrong = new ArrayList<>();
    requireKnown(kind, given, wrong);
    Map<String, Object> open = new LinkedHashMap<>();
    Map<String, Object> secret = new LinkedHashMap<>();
    for (Field field : kind.fields()) {
      if (!field.secret()) {
        take(field, given.get(field.name()), open, wrong);
      }
    }
    Map<String, Object> kept = kept(kind, open, stored);
    for (Field field : kind.fields()) {
      if (field.secret()) {
        take(field, unmasked(field, given.get(field.name()), kept, wrong), secret, wrong);
      }
    }
    if (wrong.isEmpty()) {
      Map<String, Object> all = new LinkedHashMap<>(open);
      all.putAll(secret);
      kind.wrong(new Settings(kind.fields(), all))
          .forEach(violation -> wrong.add(violation.below("/settings")));
    }
    if (!wrong.isEmpty()) {
      throw Problem.invalid(wrong.stream().distinct().toList());
    }
    return new Checked(open, secret);
  }

  private Problem unknownKind() {
    return Problem.invalid(
        "/kind", "unknown_kind", "must be one of " + String.join(", ", kinds.names()));
  }

  private static void requireKnown(Kind kind, Map<String, Object> given, List<Violation> wrong) {
    Set<String> known =
        kind.fields().stream().map(Field::name).collect(Collectors.toCollection(TreeSet::new));
    for (String name : given.keySet()) {
      if (!known.contains(name)) {
        wrong.add(
            Violation.at(
                SETTINGS + escaped(name),
                "unknown_field",
                "is not known here; known are " + String.join(", ", known)));
      }
    }
  }

  private void take(
      Field field, @Nullable Object value, Map<String, Object> taken, List<Violation> wrong) {
    if (value == null) {
      if (field.required() && wrong.stream().noneMatch(one -> at(field).equals(one.pointer()))) {
        wrong.add(Violation.at(at(field), "required", "must be given"));
      }
      return;
    }
    Optional<String> refused = field.refusal(value);
    if (refused.isPresent()) {
      wrong.add(Violation.at(at(field), "wrong_form", refused.get()));
    } else if (field.type() == Field.Type.URL) {
      url(field, (String) value, wrong).ifPresent(url -> taken.put(field.name(), url));
    } else {
      taken.put(field.name(), value);
    }
  }

  private Optional<String> url(Field field, String text, List<Violation> wrong) {
    URI url;
    try {
      url = WireUrl.parse(text);
    } catch (BadUrl e) {
      wrong.add(Violation.at(at(field), "wrong_form", e.getMessage()));
      return Optional.empty();
    }
    Optional<String> refused = egress.refusal(url, Purpose.WEBHOOK);
    if (refused.isPresent()) {
      wrong.add(Violation.at(at(field), "blocked", refused.get()));
    } else if (PlainHttp.surelyPublic(url)) {
      wrong.add(
          Violation.at(at(field), "https_required", "must be https outside of private networks"));
    }
    return Optional.of(url.toString());
  }

  /** The secrets that a mask may stand for: none when an address leads elsewhere. */
  private static Map<String, Object> kept(
      Kind kind, Map<String, Object> open, @Nullable Stored stored) {
    if (stored == null) {
      return Map.of();
    }
    Settings before = new Settings(kind.fields(), stored.settings());
    Settings after = new Settings(kind.fields(), open);
    boolean moved =
        kind.fields().stream()
            .filter(field -> field.type() == Field.Type.URL && !field.secret())
            .anyMatch(
                field ->
                    !origin(before.orNull(field.name()))
                        .equals(origin(after.orNull(field.name()))));
    return moved ? Map.of() : stored.settings();
  }

  private static String origin(@Nullable String url) {
    return url == null ? "" : WireUrl.origin(url);
  }

  private static @Nullable Object unmasked(
      Field field, @Nullable Object given, Map<String, Object> kept, List<Violation> wrong) {
    if (given instanceof Map<?, ?> pairs) {
      return unmasked(field, pairs, kept.get(field.name()), wrong);
    }
    if (!Field.MASK.equals(given)) {
      return given;
    }
    Object stored = kept.get(field.name());
    if (stored == null) {
      wrong.add(Violation.at(at(field), "not_allowed", UNMASKABLE));
    }
    return stored;
  }

  private static Map<String, Object> unmasked(
      Field field, Map<?, ?> given, @Nullable Object kept, List<Violation> wrong) {
    Map<?, ?> stored = kept instanceof Map<?, ?> pairs ? pairs : Map.of();
    Map<String, Object> unmasked = new LinkedHashMap<>();
    given.forEach(
        (name, value) -> {
          Object taken = Field.MASK.equals(value) ? stored.get(name) : value;
          if (taken == null) {
            wrong.add(
                Violation.at(
                    at(field) + "/" + escaped(String.valueOf(name)), "not_allowed", UNMASKABLE));
          } else {
            unmasked.put(String.valueOf(name), taken);
          }
        });
    return unmasked;
  }

  private static final String UNMASKABLE =
      "must be given anew: no value is stored for it, or an address leads to another host now";

  private static String at(Field field) {
    return SETTINGS + field.name();
  }

  /** A name as a token of a JSON pointer (RFC 6901, section 3). */
  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
