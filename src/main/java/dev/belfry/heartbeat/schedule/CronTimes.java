package dev.belfry.heartbeat.schedule;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A cron expression of five fields: minute, hour, day of month, month, day of week. */
record CronTimes(ExecutionTime times, boolean followsRealTime) implements LocalTimes {
  private static final int LONGEST = 200;
  private static final int FIELDS = 5;
  private static final CronParser PARSER =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
  private static final Map<String, String> NICKNAMES =
      Map.of(
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *",
          "@monthly", "0 0 1 * *",
          "@weekly", "0 0 * * 0",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@hourly", "0 * * * *");

  static CronTimes parse(String text) {
    String plain = text.strip().replaceAll("\\s+", " ");
    if (plain.length() > LONGEST) {
      throw new BadSchedule("has more than " + LONGEST + " characters");
    }
    String spelt = NICKNAMES.getOrDefault(plain.toLowerCase(Locale.ROOT), plain);
    String[] fields = spelt.split(" ", -1);
    if (fields.length != FIELDS) {
      throw new BadSchedule(
          "must have five fields (minute, hour, day of month, month, day of week), or be one of "
              + "@hourly, @daily, @weekly, @monthly, @yearly");
    }
    try {
      Cron cron = PARSER.parse(spelt);
      cron.validate();
      return new CronTimes(ExecutionTime.forCron(cron), repeats(fields[0]) || repeats(fields[1]));
    } catch (IllegalArgumentException e) {
      throw new BadSchedule("is no cron expression: " + reason(e));
    }
  }

  private static boolean repeats(String field) {
    return field.startsWith("*");
  }

  /** What the parser says, without what everything that it says begins with. */
  private static String reason(Exception e) {
    return String.valueOf(e.getMessage()).replace("Failed to parse cron expression. ", "");
  }

  @Override
  public Optional<LocalDateTime> after(LocalDateTime time) {
    return times
        .nextExecution(ZonedDateTime.of(time, ZoneOffset.UTC))
        .map(ZonedDateTime::toLocalDateTime);
  }
}
