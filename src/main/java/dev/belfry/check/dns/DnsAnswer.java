package dev.belfry.check.dns;

import dev.belfry.check.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** What an answer means for a target; pure. */
final class DnsAnswer {
  private static final int LONGEST = 200;

  /**
   * What is to be said.
   *
   * @param code a stable lower-case word
   */
  record Finding(Verdict verdict, String code, String message) {}

  private DnsAnswer() {}

  static Finding of(DnsTarget target, Message answer) {
    int rcode = answer.getRcode();
    if (rcode != Rcode.NOERROR) {
      return down(code(rcode), target.recordName() + ": " + sentence(rcode));
    }
    List<String> values = values(answer, target.recordType());
    if (values.isEmpty()) {
      return down(
          "no_records", target.recordName() + " has no records of type " + target.recordType());
    }
    if (target.dnssec() && !answer.getHeader().getFlag(Flags.AD)) {
      return down("not_authenticated", "the answer is not authenticated by DNSSEC");
    }
    List<String> expect = target.expect();
    if (expect != null) {
      TreeSet<String> missing =
          expect.stream().map(DnsAnswer::plain).collect(Collectors.toCollection(TreeSet::new));
      TreeSet<String> others = new TreeSet<>(values);
      others.removeAll(missing);
      missing.removeAll(values);
      if (!missing.isEmpty()) {
        return down(
            "unexpected_records", "missing: " + shown(missing) + "; found: " + shown(values));
      }
      if (target.exactly() && !others.isEmpty()) {
        return down("unexpected_records", "not expected: " + shown(others));
      }
    }
    return new Finding(Verdict.UP, "ok", shown(values));
  }

  /** As people write them: in lower case but for texts, without dots at the end, sorted. */
  static List<String> values(Message answer, String type) {
    int wanted = Type.value(type);
    List<String> values = new ArrayList<>();
    for (Record record : answer.getSection(Section.ANSWER)) {
      if (record.getType() == wanted) {
        values.add(plain(text(record)));
      }
    }
    values.sort(null);
    return values;
  }

  private static String text(Record record) {
    return record instanceof TXTRecord txt
        ? txt.getStrings().stream().map(Objects::toString).collect(Collectors.joining())
        : record.rdataToString();
  }

  private static String plain(String value) {
    List<String> words = new ArrayList<>();
    for (String word : value.strip().split("\\s+", -1)) {
      words.add(
          word.length() > 1 && word.endsWith(".") ? word.substring(0, word.length() - 1) : word);
    }
    return String.join(" ", words).toLowerCase(Locale.ROOT);
  }

  /** Nothing that a screen or a log would take for more than text. */
  private static String shown(Iterable<String> values) {
    String all = String.join(", ", values).replaceAll("[^\\x20-\\x7e]", "?");
    return all.length() <= LONGEST ? all : all.substring(0, LONGEST) + "...";
  }

  private static Finding down(String code, String message) {
    return new Finding(Verdict.DOWN, code, message);
  }

  private static String code(int rcode) {
    return switch (rcode) {
      case Rcode.NXDOMAIN -> "name_does_not_exist";
      case Rcode.SERVFAIL -> "server_failure";
      case Rcode.REFUSED -> "refused";
      default -> "dns_error";
    };
  }

  private static String sentence(int rcode) {
    return switch (rcode) {
      case Rcode.NXDOMAIN -> "the name does not exist";
      case Rcode.SERVFAIL -> "the server failed, or the signatures are wrong";
      case Rcode.REFUSED -> "the server refuses to answer";
      default -> "the server answered " + Rcode.string(rcode);
    };
  }
}
