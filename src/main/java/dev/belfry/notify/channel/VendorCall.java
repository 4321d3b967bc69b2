package dev.belfry.notify.channel;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** One request to a vendor. */
public record VendorCall(String method, URI url, Map<String, String> headers, String body) {
  /** A POST of JSON. */
  public static VendorCall json(URI url, JsonNode body) {
    return new VendorCall(
        "POST", url, Map.of("content-type", "application/json; charset=utf-8"), body.toString());
  }

  /** A POST as a browser sends a form. */
  public static VendorCall form(URI url, Map<String, String> fields) {
    return new VendorCall(
        "POST",
        url,
        Map.of("content-type", "application/x-www-form-urlencoded"),
        fields.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&")));
  }

  public VendorCall with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new VendorCall(method, url, more, body);
  }

  /** A part of a path or of a query. */
  public static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** The same with one more parameter, encoded already. */
  public static URI withQuery(URI url, String parameter) {
    return URI.create(url + (url.getRawQuery() == null ? "?" : "&") + parameter);
  }

  /** A path below a base that may have one itself. */
  public static URI below(URI base, String path) {
    String text = base.toString();
    return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path);
  }

  /** The rest may be secret. */
  @Override
  public String toString() {
    return method + " " + url.getHost();
  }
}
