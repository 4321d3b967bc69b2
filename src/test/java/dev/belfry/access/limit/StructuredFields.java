package dev.belfry.access.limit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a List of Strings with Parameters that are Integers (RFC 9651, sections 4.2.1 to 4.2.5), as
 * strictly as its grammar: what it does not know is an error.
 */
final class StructuredFields {
  private static final int LONGEST_INTEGER = 15;

  /** One member of the list. */
  record Item(String value, Map<String, Long> parameters) {}

  private final String text;
  private int at;

  private StructuredFields(String text) {
    this.text = text;
  }

  static List<Item> list(String field) {
    return new StructuredFields(field).list();
  }

  private List<Item> list() {
    List<Item> items = new ArrayList<>();
    skip(" ");
    while (at < text.length()) {
      items.add(item());
      skip(" \t");
      if (at < text.length()) {
        require(',');
        skip(" \t");
        if (at == text.length()) {
          throw wrong("a comma at the end");
        }
      }
    }
    return items;
  }

  private Item item() {
    String value = string();
    Map<String, Long> parameters = new LinkedHashMap<>();
    while (at < text.length() && text.charAt(at) == ';') {
      at++;
      skip(" ");
      String key = key();
      require('=');
      parameters.put(key, integer());
    }
    return new Item(value, parameters);
  }

  private String string() {
    require('"');
    StringBuilder value = new StringBuilder();
    while (next() != '"') {
      if (text.charAt(at) == '\\') {
        at++;
        if (next() != '"' && next() != '\\') {
          throw wrong("an escape");
        }
      }
      if (next() < ' ' || next() > '~') {
        throw wrong("a character");
      }
      value.append(text.charAt(at++));
    }
    at++;
    return value.toString();
  }

  private String key() {
    int start = at;
    if (!Character.toString(next()).matches("[a-z*]")) {
      throw wrong("a key");
    }
    while (at < text.length() && Character.toString(text.charAt(at)).matches("[a-z0-9_.*-]")) {
      at++;
    }
    return text.substring(start, at);
  }

  private long integer() {
    int start = at;
    at += next() == '-' ? 1 : 0;
    int digits = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == digits || at - digits > LONGEST_INTEGER) {
      throw wrong("an integer");
    }
    return Long.parseLong(text.substring(start, at));
  }

  private char next() {
    if (at >= text.length()) {
      throw wrong("the end");
    }
    return text.charAt(at);
  }

  private void require(char expected) {
    if (next() != expected) {
      throw wrong("no " + expected);
    }
    at++;
  }

  private void skip(String what) {
    while (at < text.length() && what.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(what + " at " + at + " of " + text);
  }
}
