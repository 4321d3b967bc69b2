package dev.belfry.platform.http;

import dev.belfry.platform.problem.Problem;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The page behind a link of a mail. What is secret stands behind the hash sign of the link, which
 * browsers send nobody, so it is in no log; the page puts it into the form. Opening the page
 * changes nothing, since programs that look for viruses open links too.
 */
public final class LinkPage {
  private static final String STYLE =
      """
      :root{color-scheme:light dark}body{font:1rem/1.5 system-ui,sans-serif;margin:0;padding:2rem 1rem}\
      main{max-width:28rem;margin:auto}h1{font-size:1.5rem}label{display:block;margin:1rem 0}\
      input{display:block;width:100%;box-sizing:border-box;font:inherit;padding:.5rem}\
      button{font:inherit;padding:.5rem 1.5rem}""";
  private static final String SCRIPT =
      "var c=document.querySelector('[name=token]');if(location.hash.length>1){c.value=location.hash.slice(1)}";
  private static final String POLICY =
      "default-src 'none'; style-src 'sha256-%s'; script-src 'sha256-%s'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
          .formatted(sha256(STYLE), sha256(SCRIPT));

  private LinkPage() {}

  /**
   * What somebody fills in.
   *
   * @param name of the form field; {@code token} is filled in from the link
   * @param type of the input, such as {@code password}
   * @param complete what browsers may fill in ({@code autocomplete} of HTML)
   */
  public record Field(String name, String label, String type, String complete) {
    public static final Field CODE = new Field("token", "Code from the mail", "text", "off");
  }

  /** A form that is sent to where the page is. All texts are ours. */
  public static Response form(String title, String text, String button, List<Field> fields) {
    StringBuilder form = new StringBuilder("<form method=\"post\">");
    for (Field field : fields) {
      form.append(
          "<label>%s<input name=\"%s\" type=\"%s\" autocomplete=\"%s\" required></label>"
              .formatted(field.label(), field.name(), field.type(), field.complete()));
    }
    form.append("<p><button>").append(button).append("</button></p></form>");
    return page(200, title, text, form + "<script>" + SCRIPT + "</script>");
  }

  /** What came of it. */
  public static Response said(int status, String title, String text) {
    return page(status, title, text, "");
  }

  /** The same for what was refused: with the reason, and a way back by the browser. */
  public static Response refused(Problem problem) {
    String wrong =
        problem.errors().stream()
            .map(
                error ->
                    Objects.requireNonNullElse(error.pointer(), "").replace("/", "")
                        + " "
                        + error.message()
                        + ".")
            .collect(Collectors.joining(" "));
    return said(
        problem.type().status(),
        "That did not work",
        problem.detail() + (wrong.isEmpty() ? "" : " " + wrong));
  }

  /** A field as it was sent, without what copying puts around it; what is too long is no code. */
  public static String field(@Nullable String sent, int longest) {
    String text = sent == null ? "" : sent.strip();
    return text.length() > longest ? "" : text;
  }

  private static Response page(int status, String title, String text, String rest) {
    String html =
        """
        <!doctype html><html lang="en"><head><meta charset="utf-8">\
        <meta name="viewport" content="width=device-width,initial-scale=1">\
        <meta name="robots" content="noindex"><title>%1$s</title><style>%2$s</style></head>\
        <body><main><h1>%1$s</h1><p>%3$s</p>%4$s</main></body></html>
        """
            .formatted(escaped(title), STYLE, escaped(text), rest);
    return Response.status(status)
        .entity(html)
        .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("Content-Security-Policy", POLICY)
        // With no-referrer a browser would not say that the form comes from here.
        .header("Referrer-Policy", "same-origin")
        .build();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String sha256(String text) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }
}
