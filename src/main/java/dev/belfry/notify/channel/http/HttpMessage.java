package dev.belfry.notify.channel.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.belfry.notify.channel.News;
import dev.belfry.notify.channel.VendorCall;
import dev.belfry.notify.channel.text.Template;
import dev.belfry.notify.channel.text.Words;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The template with its holes filled, each value escaped as the content type wants it. */
final class HttpMessage {
  private HttpMessage() {}

  static boolean isJson(String contentType) {
    return contentType.equals("application/json");
  }

  static String of(News news, HttpSettings to) {
    return fill(to, news.holes());
  }

  /** With a value in every hole that would break out if it could. */
  static String sample(HttpSettings to) {
    return fill(
        to, Template.NAMES.stream().collect(Collectors.toMap(Function.identity(), name -> "a\"b")));
  }

  private static String fill(HttpSettings to, Map<String, String> values) {
    return Template.fill(to.body(), values, value -> escaped(value, to.contentType()));
  }

  private static String escaped(String value, String contentType) {
    return switch (contentType) {
      case "application/json" -> new String(JsonStringEncoder.getInstance().quoteAsString(value));
      case "application/x-www-form-urlencoded" -> VendorCall.encoded(value);
      case "application/xml" -> Words.html(value, Integer.MAX_VALUE);
      default -> value;
    };
  }
}
