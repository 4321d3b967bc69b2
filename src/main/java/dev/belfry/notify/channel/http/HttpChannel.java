package dev.belfry.notify.channel.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.notify.channel.ChannelDesk;
import dev.belfry.notify.channel.Field;
import dev.belfry.notify.channel.News;
import dev.belfry.notify.channel.Settings;
import dev.belfry.notify.channel.VendorCall;
import dev.belfry.notify.channel.VendorKind;
import dev.belfry.notify.channel.VendorPost;
import dev.belfry.notify.channel.text.Template;
import dev.belfry.platform.problem.Violation;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

@Singleton
class HttpChannel extends VendorKind {
  private static final Set<String> OURS =
      Set.of("content-type", "content-encoding", "user-agent", "date");
  private static final ObjectMapper STRICT =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  HttpChannel(ChannelDesk desk, VendorPost post) {
    super(desk, post);
  }

  @Override
  public String kind() {
    return "http";
  }

  @Override
  public String title() {
    return "HTTP request";
  }

  @Override
  public List<Field> fields() {
    return HttpSettings.FIELDS;
  }

  @Override
  public List<Violation> wrong(Settings settings) {
    List<Violation> wrong = new ArrayList<>();
    HttpSettings to = HttpSettings.of(settings);
    for (String name : to.headers().keySet()) {
      if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
        wrong.add(
            Violation.at(
                "/headers/" + name.replace("~", "~0").replace("/", "~1"),
                "not_allowed",
                "is set by Belfry; the content type has a setting of its own"));
      }
    }
    List<String> unknown = Template.unknown(to.body());
    if (!unknown.isEmpty()) {
      wrong.add(
          Violation.at(
              "/body",
              "unknown_hole",
              "has a hole that there is not; there are " + String.join(", ", Template.NAMES)));
    } else if (HttpMessage.isJson(to.contentType()) && !isJson(HttpMessage.sample(to))) {
      wrong.add(
          Violation.at(
              "/body", "wrong_form", "is no JSON when it is filled; holes stand within quotes"));
    }
    return wrong;
  }

  private static boolean isJson(String text) {
    try {
      return !STRICT.readTree(text).isMissingNode();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  @Override
  public VendorCall call(Settings settings, News news) {
    HttpSettings to = HttpSettings.of(settings);
    Map<String, String> headers = to.headers();
    headers.put("content-type", to.contentType() + "; charset=utf-8");
    return new VendorCall(to.method(), to.url(), headers, HttpMessage.of(news, to));
  }
}
