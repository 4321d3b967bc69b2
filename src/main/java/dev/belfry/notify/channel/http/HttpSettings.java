package dev.belfry.notify.channel.http;

import dev.belfry.notify.channel.Field;
import dev.belfry.notify.channel.Settings;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** What is sent where. */
record HttpSettings(
    URI url, String method, Map<String, String> headers, String contentType, String body) {
  static final List<Field> FIELDS =
      List.of(
          Field.url("url", "where the request goes").needed(),
          Field.choice("method", List.of("POST", "PUT", "PATCH"), "of the request").or("POST"),
          Field.headers("headers", "header fields by name").hidden(),
          Field.choice(
                  "content_type",
                  List.of(
                      "application/json",
                      "application/x-www-form-urlencoded",
                      "application/xml",
                      "text/plain"),
                  "of the body, by which values are escaped")
              .or("application/json"),
          Field.template(
                  "body",
                  10_000,
                  "with holes such as {{title}}, {{text}}, {{monitor.name}}, {{incident.id}}")
              .needed());

  static HttpSettings of(Settings settings) {
    return new HttpSettings(
        settings.url("url"),
        settings.text("method"),
        settings.headers("headers"),
        settings.text("content_type"),
        settings.text("body"));
  }

  @Override
  public String toString() {
    return "HttpSettings";
  }
}
