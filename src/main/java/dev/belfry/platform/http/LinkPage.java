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
import java.util.function.Supplier;
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
      button{font:inherit;padding:.5rem 1.5rem}pre{white-space:pre-wrap;overflow-wrap:anywhere;padding:1rem;border:1px solid}""";
  private static final String SCRIPT =
      "var c=document.querySelector('[name=token]');if(location.hash.length>1){c.value=location.hash.slice(1)}";
  private static final String POLICY =
      "default-src 'none'; style-src 'sha256-%s'; script-src 'sha256-%s'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
          .formatted(sha256(STYLE), sha256(SCRIPT));

  private static final int LONGEST_CODE = 100;

  private final String title;
  private final String text;
  private final String button;
  private final List<Password> passwords;

  /**
   * A page with a form that is sent to where the page is. All texts are ours.
   *
   * @param passwords that are asked for beside the code
   */
  public LinkPage(String title, String text, String button, Password... passwords) {
    this.title = title;
    this.text = text;
    this.button = button;
    this.passwords = List.of(passwords);
  }

  /** A field of the form for a password, one that is new as a rule. */
  public record Password(String name, String label, boolean required) {
    private String html() {
      return input(
          label,
          "name=\"%s\" type=\"password\" autocomplete=\"new-password\"%s"
              .formatted(name, required ? " required" : ""));
    }
  }

  /**
   * What came of it.
   *
   * @param status of HTTP
   */
  public record Said(int status, String title, String text, @Nullable Next next) {
    public Said(int status, String title, String text) {
      this(status, title, text, null);
    }
  }

  /**
   * What one does then.
   *
   * @param command for a terminal
   * @param page where to read on, relative to this page
   */
  public record Next(String command, String page, String label) {
    private String html() {
      return "<pre><code>%s</code></pre><p><a href=\"%s\">%s</a></p>"
          .formatted(escaped(command), page, escaped(label));
    }
  }

  public Response form() {
    return page(
        200,
        title,
        text,
        "<form method=\"post\">"
            + input("Code from the mail", "name=\"token\" autocomplete=\"off\" required")
            + passwords.stream().map(Password::html).collect(Collectors.joining())
            + "<p><button>%s</button></p></form><script>%s</script>".formatted(button, SCRIPT));
  }

  private static String input(String label, String attributes) {
    return "<label>%s<input %s></label>".formatted(label, attributes);
  }

  /** Does what was asked by the form, and says what came of it, or why it was refused. */
  public static Response answer(Supplier<Said> deed) {
    try {
      Said said = deed.get();
      Next next = said.next();
      return page(said.status(), said.title(), said.text(), next == null ? "" : next.html());
    } catch (Problem refused) {
      return refused(refused);
    }
  }

  /** With the reason, and a way back by the browser. */
  private static Response refused(Problem problem) {
    String wrong =
        problem.errors().stream()
            .map(
                error ->
                    Objects.requireNonNullElse(error.pointer(), "").replace("/", "")
                        + " "
                        + error.message()
                        + ".")
            .collect(Collectors.joining(" "));
    return page(
        problem.type().status(),
        "That did not work",
        problem.detail() + (wrong.isEmpty() ? "" : " " + wrong),
        "");
  }

  /** A code as it was sent, without what copying puts around it; what is too long is none. */
  public static String code(@Nullable String sent) {
    String text = sent == null ? "" : sent.strip();
    return text.length() > LONGEST_CODE ? "" : text;
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
