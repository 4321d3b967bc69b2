package dev.belfry.statuspage.published;

import dev.belfry.statuspage.PageLanguage;
import dev.belfry.statuspage.PublicPages;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Pages that ask something of one reader: they look like all others, and nobody keeps them. */
@ApplicationScoped
public class Forms {
  private final PageHall hall;

  Forms(PageHall hall) {
    this.hall = hall;
  }

  /** What stands around a form; without the choice of language, which would lose what it holds. */
  public PageHtml.Frame frame(
      PublicPages.Door door, PublicPages.Content content, Words words, String base, String title) {
    PageState.Look look =
        new PageState.Look(
            content.name(), content.description(), content.logoUrl(), content.theme(), false);
    return Speaker.frame(
            words,
            look,
            new Speaker.Place(words.say(title) + " – " + door.name(), base, true, false))
        .with(List.of());
  }

  /** In which the visitor reads. */
  public PageLanguage language(PublicPages.Door door, Visitor visitor) {
    return Words.choose(visitor.lang, visitor.accepted(), door.language());
  }

  /** Before paths of the page, as this visitor came to it. */
  public String base(PublicPages.Door door, Visitor visitor) {
    return hall.base(door, visitor);
  }

  static boolean invites(PublicPages.Door door) {
    return door.allowsEmail() || door.allowsWebhooks();
  }

  public Response answer(
      Response.Status status, PublicPages.Content content, TemplateInstance filled) {
    return Response.status(status)
        .entity(filled.render())
        .type(MediaType.TEXT_HTML + ";charset=UTF-8")
        .header("Content-Security-Policy", Style.of(content.theme(), content.logoUrl()).policy())
        // The address may hold a token; with no-referrer a browser would not say that the form is
        // ours.
        .header("Referrer-Policy", "same-origin")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .header("X-Robots-Tag", "noindex")
        .build();
  }
}
