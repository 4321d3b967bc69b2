package dev.belfry.maintenance.schedule;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Five fields of cron: minute, hour, day of month, month, day of week. */
record CronRecurrence(ExecutionTime times) implements Recurrence {
  private static final int LONGEST = 200;
  private static final int FIELDS = 5;
  private static final CronParser PARSER =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  static CronRecurrence parse(String text) {
    String plain = text.strip().replaceAll("\\s+", " ");
    if (plain.length() > LONGEST || plain.split(" ", -1).length != FIELDS) {
      throw new BadRecurrence(
          "must be an RFC 5545 rule, such as FREQ=WEEKLY;BYDAY=SU, or five fields of cron"
              + " (minute, hour, day of month, month, day of week)");
    }
    try {
      Cron cron = PARSER.parse(plain);
      cron.validate();
      return new CronRecurrence(ExecutionTime.forCron(cron));
    } catch (IllegalArgumentException e) {
      throw new BadRecurrence("is no cron expression: " + e.getMessage());
    }
  }

  @Override
  public Iterator<LocalDateTime> from(LocalDateTime first) {
    return from(first, first);
  }

  @Override
  public Iterator<LocalDateTime> from(LocalDateTime first, LocalDateTime near) {
    LocalDateTime[] last = {near.minusNanos(1)};
    return Recurrence.iterate(
        () -> {
          LocalDateTime next = after(last[0]);
          if (next != null) {
            last[0] = next;
          }
          return next;
        });
  }

  private @Nullable LocalDateTime after(LocalDateTime time) {
    return times
        .nextExecution(ZonedDateTime.of(time, ZoneOffset.UTC))
        .map(ZonedDateTime::toLocalDateTime)
        .orElse(null);
  }

  @Override
  public @Nullable Instant end(ZoneId zone) {
    return null;
  }

  @Override
  public boolean counts() {
    return false;
  }
}
