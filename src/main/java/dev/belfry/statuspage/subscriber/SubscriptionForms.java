package dev.belfry.statuspage.subscriber;

import dev.belfry.platform.problem.Problem;
import dev.belfry.statuspage.PageLanguage;
import dev.belfry.statuspage.PublicPages;
import dev.belfry.statuspage.published.Doorkeeper;
import dev.belfry.statuspage.published.Forms;
import dev.belfry.statuspage.published.PageHtml;
import dev.belfry.statuspage.published.Visitor;
import dev.belfry.statuspage.published.Words;
import dev.belfry.statuspage.subscriber.SubscriptionDesk.Act;
import dev.belfry.statuspage.subscriber.SubscriptionDesk.Asked;
import dev.belfry.statuspage.subscriber.SubscriptionDesk.Outcome;
import dev.belfry.statuspage.subscriber.SubscriptionDesk.Own;
import io.quarkus.qute.Location;
import io.quarkus.qute.Template;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The forms of subscriptions, and what is said when they were sent. */
@ApplicationScoped
class SubscriptionForms {
  private final Doorkeeper doors;
  private final SubscriptionDesk desk;
  private final Forms forms;
  private final Template subscribe;
  private final Template subscription;

  SubscriptionForms(
      Doorkeeper doors,
      SubscriptionDesk desk,
      Forms forms,
      @Location("statuspage/subscribe.html") Template subscribe,
      @Location("statuspage/subscription.html") Template subscription) {
    this.doors = doors;
    this.desk = desk;
    this.forms = forms;
    this.subscribe = subscribe;
    this.subscription = subscription;
  }

  /**
   * @throws Problem 404 where the page takes no subscribers
   */
  Response form(PublicPages.Door door, Visitor visitor) {
    return wish(door, visitor, null);
  }

  /**
   * @throws Problem 404 where the page takes no subscribers of this kind
   */
  Response ask(
      PublicPages.Door door,
      Visitor visitor,
      SubscriberKind kind,
      String address,
      @Nullable List<String> components) {
    if (!desk.offers(door, kind)) {
      throw Problem.notFound();
    }
    PageLanguage language = forms.language(door, visitor);
    Outcome outcome = desk.ask(door, kind, address, language, components);
    Response answer = wish(door, visitor, new Sent(outcome.asked(), kind, address, components));
    return outcome.pause().isZero()
        ? answer
        : Response.fromResponse(answer)
            .header(HttpHeaders.RETRY_AFTER, outcome.pause().plusMillis(999).toSeconds())
            .build();
  }

  /**
   * A form that came back.
   *
   * @param typed the address, whatever it is
   */
  private record Sent(
      Asked asked, SubscriberKind kind, String typed, @Nullable List<String> components) {
    /** Without the address. */
    @Override
    public String toString() {
      return "Sent[" + asked + "]";
    }
  }

  private Response wish(PublicPages.Door door, Visitor visitor, @Nullable Sent sent) {
    if (!desk.offers(door, SubscriberKind.EMAIL) && !desk.offers(door, SubscriberKind.WEBHOOK)) {
      throw Problem.notFound();
    }
    Words words = Words.in(forms.language(door, visitor));
    Asked asked = sent == null ? null : sent.asked();
    Response.Status status =
        switch (asked) {
          case WRONG_ADDRESS, UNKNOWN_COMPONENT -> Response.Status.BAD_REQUEST;
          case LATER -> Response.Status.TOO_MANY_REQUESTS;
          case null, default -> Response.Status.OK;
        };
    return desk.content(
        door,
        content -> {
          PageHtml.Frame frame =
              forms.frame(door, content, words, forms.base(door, visitor), "feeds");
          SubscriptionHtml.Wish html =
              new SubscriptionHtml.Wish(
                  frame,
                  desk.offers(door, SubscriberKind.EMAIL)
                      ? way(SubscriberKind.EMAIL, sent, content, words)
                      : null,
                  desk.offers(door, SubscriberKind.WEBHOOK)
                      ? way(SubscriberKind.WEBHOOK, sent, content, words)
                      : null,
                  asked == Asked.TAKEN ? words.say("subscribe_done") : null);
          return forms.answer(status, content, subscribe.data("it", html));
        });
  }

  /** With what was typed, where it was this one that was sent. */
  private static SubscriptionHtml.Way way(
      SubscriberKind kind, @Nullable Sent sent, PublicPages.Content content, Words words) {
    if (sent == null || sent.kind() != kind) {
      return new SubscriptionHtml.Way("", null, false, choices(content, null));
    }
    boolean wrong = sent.asked() == Asked.WRONG_ADDRESS;
    return new SubscriptionHtml.Way(
        sent.typed(),
        words.say(complaint(sent.asked())),
        wrong,
        choices(content, chosen(content, sent.components())));
  }

  private static String complaint(Asked asked) {
    return switch (asked) {
      case WRONG_ADDRESS -> "subscribe_wrong";
      case UNKNOWN_COMPONENT -> "component_gone";
      case TAKEN, LATER -> "subscribe_later";
    };
  }

  /** Null for nothing, which is all of the page. */
  private static @Nullable Set<UUID> chosen(
      PublicPages.Content content, @Nullable List<String> components) {
    if (components == null || components.isEmpty()) {
      return null;
    }
    Set<String> wanted = Set.copyOf(components);
    return content.parts().stream()
        .filter(part -> wanted.contains(part.id().text()))
        .map(part -> part.id().uuid())
        .collect(Collectors.toSet());
  }

  Response own(
      PublicPages.Door door,
      Visitor visitor,
      @Nullable String token,
      Act act,
      @Nullable List<String> components) {
    Own own = desk.act(door, token, act, components).orElse(null);
    if (own == null) {
      // Nobody learns by a wrong token of a page that he may not see.
      doors.open(door.slug(), visitor);
      Words words = Words.in(forms.language(door, visitor));
      return own(
          Response.Status.NOT_FOUND, new Shown(door, visitor, words), none(words, "link_old"));
    }
    Words words = Words.in(own.language());
    return own(
        own.refused() ? Response.Status.BAD_REQUEST : Response.Status.OK,
        new Shown(door, visitor, words),
        (frame, content) ->
            act == Act.UNSUBSCRIBE
                ? none(words, "unsubscribed").of(frame, content)
                : new SubscriptionHtml.Own(
                    frame,
                    own.address(),
                    own.confirmed(),
                    choices(
                        content, own.refused() ? chosen(content, components) : own.components()),
                    own.secret(),
                    own.refused() ? null : said(own, act, words),
                    own.refused() ? words.say("component_gone") : null));
  }

  /** The form of one's own, once it is known what stands around it. */
  @FunctionalInterface
  private interface Filling {
    SubscriptionHtml.Own of(PageHtml.Frame frame, PublicPages.Content content);
  }

  private record Shown(PublicPages.Door door, Visitor visitor, Words words) {}

  private static Filling none(Words words, String why) {
    return (frame, content) ->
        new SubscriptionHtml.Own(frame, null, false, null, null, words.say(why), null);
  }

  private Response own(Response.Status status, Shown shown, Filling filling) {
    String base = forms.base(shown.door(), shown.visitor());
    return desk.content(
        shown.door(),
        content -> {
          PageHtml.Frame frame =
              forms.frame(shown.door(), content, shown.words(), base, "your_subscription");
          return forms.answer(status, content, subscription.data("it", filling.of(frame, content)));
        });
  }

  private static @Nullable String said(Own own, Act act, Words words) {
    if (act == Act.CHANGE) {
      return words.say("saved");
    }
    return own.confirmed() ? words.say("confirmed") : null;
  }

  /** Null of a page with few, of which there is nothing to choose. */
  private static SubscriptionHtml.@Nullable Choices choices(
      PublicPages.Content content, @Nullable Set<UUID> chosen) {
    if (content.parts().size() < 2) {
      return null;
    }
    return new SubscriptionHtml.Choices(
        content.parts().stream()
            .map(
                part ->
                    new SubscriptionHtml.Choice(
                        part.id().text(),
                        part.name(),
                        chosen != null && chosen.contains(part.id().uuid())))
            .toList(),
        chosen != null);
  }
}
