package dev.belfry.activity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.belfry.access.Access;
import dev.belfry.access.grant.Scope;
import dev.belfry.access.grant.Selection;
import dev.belfry.access.stream.OpenStream;
import dev.belfry.access.stream.OpenStreams;
import dev.belfry.platform.event.AccountId;
import dev.belfry.platform.event.Changes;
import dev.belfry.platform.event.Subject;
import dev.belfry.platform.http.BrokenOff;
import dev.belfry.platform.page.Cursor;
import dev.belfry.platform.problem.Problem;
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
  private final OpenStreams streams;
  private final Changes changes;
  private final ObjectMapper mapper;
  private final Event<ActivityExported> events;
  private final InstantSource clock;

  Export(
      Access access,
      OpenStreams streams,
      Changes changes,
      ObjectMapper mapper,
      Event<ActivityExported> events,
      InstantSource clock) {
    this.access = access;
    this.streams = streams;
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

  /**
   * Notes that it is given away; what is written afterwards is what was there before.
   *
   * @throws Problem 429 while two are given away in this account
   */
  Body begin(EntryFilter filter, Format format) {
    AccountId account = access.account();
    Selection reach = EntryReach.of(access);
    filter.conditions();
    OpenStream open = streams.open(Scope.ACTIVITY_READ, OpenStreams.Use.EXPORT);
    try {
      QuarkusTransaction.requiringNew().run(() -> note(account, filter, format));
    } catch (RuntimeException e) {
      open.close();
      throw e;
    }
    Wanted wanted = new Wanted(account, reach, filter, format);
    return out -> {
      try (open) {
        open.begin();
        write(open.watched(out), wanted, open);
      } catch (JsonProcessingException | RuntimeException e) {
        // Thrown on, or Quarkus would write a proper end.
        open.cut();
        throw e;
      } catch (IOException e) {
        open.cut();
        throw new BrokenOff(e);
      }
    };
  }

  private record Wanted(AccountId account, Selection reach, EntryFilter filter, Format format) {}

  private void note(AccountId account, EntryFilter filter, Format format) {
    events.fire(
        new ActivityExported(
            account,
            access.actor(),
            new Subject("activity", null, format.name().toLowerCase(Locale.ROOT), null),
            clock.instant(),
            changes.between(null, filter.asked(), Set.of())));
  }

  private void write(OutputStream out, Wanted wanted, OpenStream open) throws IOException {
    // Closed at its end only: otherwise what broke off would look whole.
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    if (wanted.format() == Format.CSV) {
      writer.write(Csv.HEADER);
    }
    Cursor after = null;
    List<Entry> page;
    do {
      open.requireOpen();
      page = page(wanted, after);
      for (Entry entry : page) {
        writer.write(line(EntryView.of(entry, wanted.reach()), wanted.format()));
        after = new Cursor(entry.at, entry.id);
      }
    } while (page.size() == PAGE);
    writer.close();
  }

  private static List<Entry> page(Wanted wanted, @Nullable Cursor after) {
    return QuarkusTransaction.requiringNew()
        .call(() -> Entry.listed(wanted.account(), wanted.reach(), wanted.filter(), after, PAGE));
  }

  private String line(EntryView entry, Format format) throws JsonProcessingException {
    return format == Format.CSV ? Csv.line(entry) : mapper.writeValueAsString(entry) + "\n";
  }
}
