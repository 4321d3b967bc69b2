package dev.belfry.activity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.access.Access;
import dev.belfry.access.grant.Selection;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Changes;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.page.Cursor;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives the log book away, newest first, a page at a time: memory and transactions stay small
 * however long it is. That it was given away is an entry itself.
 */
@ApplicationScoped
class Export {
  private static final int PAGE = 500;

  private final Access access;
  private final Changes changes;
  private final ObjectMapper mapper;
  private final Event<ActivityExported> events;
  private final InstantSource clock;

  Export(
      Access access,
      Changes changes,
      ObjectMapper mapper,
      Event<ActivityExported> events,
      InstantSource clock) {
    this.access = access;
    this.changes = changes;
    this.mapper = mapper;
    this.events = events;
    this.clock = clock;
  }

  /** In which form. */
  enum Format {
    NDJSON("application/x-ndjson"),
    CSV("text/csv;charset=UTF-8");

    final String mediaType;

    Format(String mediaType) {
      this.mediaType = mediaType;
    }
  }

  /** What is to be written, once it is known who asks. */
  @FunctionalInterface
  interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Notes that it is given away; what is written afterwards is what was there before. */
  Body begin(EntryFilter filter, Format format) {
    AccountId account = access.account();
    Selection reach = EntryReach.of(access);
    filter.conditions();
    QuarkusTransaction.requiringNew()
        .run(
            () ->
                events.fire(
                    new ActivityExported(
                        account,
                        access.actor(),
                        new Subject("activity", null, format.name().toLowerCase(Locale.ROOT), null),
                        clock.instant(),
                        changes.between(null, filter.asked(), Set.of()))));
    return out -> write(out, account, reach, filter, format);
  }

  private void write(
      OutputStream out, AccountId account, Selection reach, EntryFilter filter, Format format)
      throws IOException {
    try (Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
      if (format == Format.CSV) {
        writer.write(Csv.HEADER);
      }
      Cursor after = null;
      List<Entry> page;
      do {
        page = page(account, reach, filter, after);
        for (Entry entry : page) {
          writer.write(line(EntryView.of(entry, reach), format));
          after = new Cursor(entry.at, entry.id);
        }
      } while (page.size() == PAGE);
    }
  }

  private static List<Entry> page(
      AccountId account, Selection reach, EntryFilter filter, @Nullable Cursor after) {
    return QuarkusTransaction.requiringNew()
        .call(() -> Entry.listed(account, reach, filter, after, PAGE));
  }

  private String line(EntryView entry, Format format) throws JsonProcessingException {
    return format == Format.CSV ? Csv.line(entry) : mapper.writeValueAsString(entry) + "\n";
  }
}
