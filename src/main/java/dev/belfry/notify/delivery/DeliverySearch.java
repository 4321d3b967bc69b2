package dev.belfry.notify.delivery;

import dev.belfry.notify.DeliveryStatus;
import dev.belfry.notify.MessageId;
import dev.belfry.platform.page.Cursor;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.time.Times;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** What the ledger is asked for; a bean parameter. */
@RegisterForReflection
public class DeliverySearch {
  private static final int MOST = 100;

  @QueryParam("status")
  @Nullable DeliveryStatus status;

  @Parameter(description = "Sent to this webhook")
  @QueryParam("webhook")
  @Nullable String webhook;

  @Parameter(
      description =
          "Sent to this channel, or to all of this kind, such as slack; news to subscribers of status pages are left out unless one of them, status_page_subscriber or their message is named")
  @QueryParam("channel")
  @Nullable String channel;

  @Parameter(description = "Of this type, such as monitor.down")
  @QueryParam("type")
  @Nullable String type;

  @Parameter(description = "All deliveries of one message")
  @QueryParam("message_id")
  @Nullable MessageId messageId;

  @QueryParam("from")
  @Nullable String from;

  @QueryParam("to")
  @Nullable String to;

  @QueryParam("cursor")
  @Nullable String cursor;

  @QueryParam("limit")
  @DefaultValue("20")
  int limit = 20;

  ReplayFilter filter() {
    return new ReplayFilter(
        status, webhook, channel, type, instant("from", from), instant("to", to));
  }

  @Nullable Cursor after() {
    return Cursor.parse(cursor);
  }

  int checkedLimit() {
    if (limit < 1 || limit > MOST) {
      throw Problem.parameter("limit", "must be from 1 to " + MOST);
    }
    return limit;
  }

  private static @Nullable Instant instant(String parameter, @Nullable String text) {
    try {
      return text == null ? null : Times.parse(text);
    } catch (DateTimeException e) {
      throw Problem.parameter(parameter, "must be a time such as 2030-01-31T12:00:00Z");
    }
  }
}
