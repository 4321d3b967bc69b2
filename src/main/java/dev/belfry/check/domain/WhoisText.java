package dev.belfry.check.domain;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the texts of registries mean; each writes its own. */
final class WhoisText {
  private static final int PORT = 43;
  private static final int HIGHEST_PORT = 65_535;
  private static final Pattern REFERRAL =
      Pattern.compile("(?im)^(?:whois|refer):\\s*([a-z0-9.-]+(?::\\d{1,5})?)\\s*$");
  private static final Pattern END =
      Pattern.compile(
          "(?im)^[ \\t]*(?:registry expiry date|registrar registration expiration date|expiration date|expiration time"
              + "|expiry date|expires on|expires|expire date|expire|paid-till|renewal date|valid until|exp date)"
              + "[ .\\t]*:[ \\t]*(\\S[^\\r\\n]{0,60})");
  private static final Pattern STATUS =
      Pattern.compile("(?im)^[ \\t]*(?:domain )?status:[ \\t]*([a-z][a-z -]{1,40})");
  private static final Pattern NONE =
      Pattern.compile(
          "(?im)^[ \\t%*>#]*(?:no match|not found|no data found|no entries found|domain not found|no object found"
              + "|nothing found|status:[ \\t]*(?:free|available))");
  private static final List<DateTimeFormatter> DAYS =
      List.of(
          DateTimeFormatter.ISO_LOCAL_DATE,
          day("dd-MMM-yyyy"),
          day("dd MMM yyyy"),
          day("dd.MM.yyyy"),
          day("dd/MM/yyyy"),
          day("yyyy.MM.dd"),
          day("yyyy/MM/dd"),
          day("yyyyMMdd"),
          day("MMMM d yyyy"));
  private static final Pattern DAY_PART =
      Pattern.compile(
          "\\d{4}[-./]\\d{2}[-./]\\d{2}|\\d{2}[-./]\\d{2}[-./]\\d{4}|\\d{2}[- ][A-Za-z]{3}[- ]\\d{4}|\\d{8}|[A-Z][a-z]+ \\d{1,2} \\d{4}");

  private WhoisText() {}

  /** The port of {@code host} or {@code host:port}; empty where it is none of TCP. */
  static OptionalInt port(String server) {
    int colon = server.lastIndexOf(':');
    int port = colon < 0 ? PORT : Integer.parseInt(server.substring(colon + 1));
    return port >= 1 && port <= HIGHEST_PORT ? OptionalInt.of(port) : OptionalInt.empty();
  }

  private static DateTimeFormatter day(String pattern) {
    return new DateTimeFormatterBuilder()
        .parseCaseInsensitive()
        .appendPattern(pattern)
        .toFormatter(Locale.ENGLISH);
  }

  /** The server that knows more, as the root's answer names it. */
  static Optional<String> server(String text) {
    Matcher referral = REFERRAL.matcher(text);
    return referral.find()
        ? Optional.of(referral.group(1).toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  static Registration registration(String text) {
    Matcher end = END.matcher(text);
    if (!end.find()) {
      return NONE.matcher(text).find()
          ? Registration.NONE
          : new Registration(true, null, statuses(text));
    }
    return new Registration(true, instant(end.group(1).strip()), statuses(text));
  }

  private static Set<String> statuses(String text) {
    Set<String> statuses = new HashSet<>();
    Matcher status = STATUS.matcher(text);
    while (status.find()) {
      String code = status.group(1).strip().toLowerCase(Locale.ROOT);
      statuses.add(code.replace(" ", ""));
      statuses.add(code.split(" ", 2)[0]);
    }
    return statuses;
  }

  static @Nullable Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      return parsed(text);
    }
  }

  private static @Nullable Instant parsed(String text) {
    Matcher part = DAY_PART.matcher(text);
    if (!part.find()) {
      return null;
    }
    return DAYS.stream()
        .flatMap(format -> parsed(part.group(), format).stream())
        .findFirst()
        .orElse(null);
  }

  private static Optional<Instant> parsed(String day, DateTimeFormatter format) {
    try {
      return Optional.of(LocalDate.parse(day, format).atStartOfDay(ZoneOffset.UTC).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
