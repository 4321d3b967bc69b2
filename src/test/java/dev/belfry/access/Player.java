package dev.belfry.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.belfry.house.Agent;
import dev.belfry.house.Agent.Answer;
import dev.belfry.house.Person;
import dev.belfry.platform.id.TypeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An account that does what a seeded die says, with its own things and with those of another where
 * there is one. What it is answered is written without what is never the same twice.
 */
final class Player {
  private static final Pattern ID = Pattern.compile("([a-z]{2,4})_[0-9a-z]{26}");
  private static final Pattern CHANGING_FIELD =
      Pattern.compile("(.*_)?(ms|hint|secret|request_id|email|phases)|duration_seconds");
  private static final Pattern CHANGING_VALUE = Pattern.compile("bfy_.*|\\d{4}-\\d{2}-\\d{2}T.*Z");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> NOUNS =
      Map.of(
          "cat",
          "categories",
          "grp",
          "groups",
          "mon",
          "monitors",
          "key",
          "keys",
          "inc",
          "incidents",
          "whk",
          "webhooks");

  private final Agent agent;
  private final String email;
  private final Random die;
  private final Map<String, List<String>> own = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private @Nullable Player other;

  Player(Person person, long seed) {
    this.agent = Agent.session(person);
    this.email = person.email();
    this.die = new Random(seed);
  }

  void meets(Player another) {
    other = another;
  }

  /** Makes one call; answers what it asked and what it was told. */
  String step() {
    int roll = die.nextInt(20);
    return switch (roll) {
      case 0, 1 -> ask("POST", "/v1/categories", named());
      case 2, 3 -> ask("POST", "/v1/groups", named());
      case 4, 5, 6 -> ask("POST", "/v1/monitors", monitor());
      case 7 ->
          ask("PATCH", at("mon"), "{'name':'" + name() + "','group_ids':['" + id("grp") + "']}");
      case 8 -> ask("POST", at("mon") + "/check", "");
      case 9 -> ask("GET", "/v1/monitors?limit=100&sort=created_at&q=" + name(), "");
      case 10 -> ask("GET", "/v1/incidents?limit=100&monitor_id=" + id("mon"), "");
      case 11 -> ask("POST", at("inc") + "/resolve", "");
      case 12 -> ask("POST", "/v1/keys", "{'name':'" + name() + "','scopes':['monitor:read']}");
      case 13 -> ask("POST", at("key") + "/revoke", "");
      case 14 -> ask("POST", "/v1/webhooks", "{'url':'http://localhost:1/" + name() + "'}");
      case 15 -> ask("PUT", at("cat"), named());
      case 16, 17 -> ask(die.nextBoolean() ? "GET" : "DELETE", at(any()), "");
      case 18 -> ask("GET", "/v1/" + NOUNS.get(any()) + "?limit=100", "");
      default -> ask("GET", die.nextBoolean() ? "/v1/account" : at("mon") + "/results", "");
    };
  }

  private String any() {
    return new String[] {"cat", "grp", "mon", "key", "inc", "whk"}[die.nextInt(6)];
  }

  private String name() {
    return "name-" + die.nextInt(4);
  }

  private String named() {
    return "{'name':'" + name() + "'}";
  }

  private String monitor() {
    return "{'name':'%s','key':'%s','type':'http','url':'http://localhost:1/','confirm_down':1,'tags':['x']%s%s}"
        .formatted(
            name(),
            name(),
            die.nextBoolean() ? "" : ",'category_id':'" + id("cat") + "'",
            die.nextBoolean() ? "" : ",'group_ids':['" + id("grp") + "']");
  }

  private String at(String prefix) {
    return "/v1/" + NOUNS.get(prefix) + "/" + id(prefix);
  }

  /** Mostly one of its own; otherwise one of the other's, or where nobody is, of nobody. */
  private String id(String prefix) {
    boolean mine = die.nextInt(4) > 0;
    int which = die.nextInt(1_000);
    List<String> some =
        mine
            ? own.getOrDefault(prefix, List.of())
            : other == null ? List.of() : other.own.getOrDefault(prefix, List.of());
    return some.isEmpty() ? TypeId.format(prefix, TypeId.next()) : some.get(which % some.size());
  }

  private String ask(String verb, String path, String body) {
    String type = verb.equals("PATCH") ? "application/merge-patch+json" : "application/json";
    Answer answer = agent.ask(verb, path, type, body);
    try {
      JsonNode told = JSON.readTree(answer.body().isEmpty() ? "{}" : answer.body());
      if (answer.status() == 201 || path.startsWith("/v1/incidents?")) {
        remember(told);
      }
      return verb + " " + plain(path) + " " + answer.status() + " " + steady(told);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(answer.toString(), e);
    }
  }

  private void remember(JsonNode told) {
    told.findValuesAsText("id").stream()
        .filter(id -> NOUNS.containsKey(id.substring(0, id.indexOf('_'))))
        .forEach(
            id -> {
              List<String> some =
                  own.computeIfAbsent(id.substring(0, id.indexOf('_')), key -> new ArrayList<>());
              if (!some.contains(id)) {
                some.add(id);
              }
            });
  }

  private static String plain(String path) {
    return ID.matcher(path).replaceAll("$1");
  }

  private JsonNode steady(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (var field : List.copyOf(object.properties())) {
        boolean changing =
            !field.getValue().isNull()
                && (CHANGING_FIELD.matcher(field.getKey()).matches()
                    || CHANGING_VALUE.matcher(field.getValue().asText()).matches());
        object.set(
            field.getKey(),
            changing ? JSON.getNodeFactory().textNode("*") : steady(field.getValue()));
      }
      return object;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode steady = JSON.createArrayNode();
      array.forEach(one -> steady.add(steady(one)));
      return steady;
    }
    if (!node.isTextual()) {
      return node;
    }
    String text = node.textValue();
    return JSON.getNodeFactory()
        .textNode(ID.matcher(text).matches() ? nameOf(text) : text.replace(email, "*"));
  }

  /** Ids by the order in which they were first seen. */
  private String nameOf(String id) {
    return names.computeIfAbsent(id, fresh -> plain(fresh) + names.size());
  }
}
