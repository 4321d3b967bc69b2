package dev.belfry.platform.mail;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A mail to one recipient.
 *
 * @param to a bare address
 * @param subject one line; what would break the line becomes a space, what is too long is cut
 * @param text at most a million characters, as is the HTML
 * @param headers besides ours, such as {@code Message-ID} and {@code List-Unsubscribe}: ASCII
 */
public record Mail(
    String to, String subject, String text, @Nullable String html, Map<String, String> headers) {
  private static final int LONGEST_ADDRESS = 254;
  private static final int LONGEST_SUBJECT = 200;
  private static final int LONGEST_HEADER = 900;
  private static final int LONGEST_TEXT = 1_000_000;

  /** Of RFC 5321 what mail servers take: no quoted local parts, no literal addresses. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
              + "@[A-Za-z0-9]([A-Za-z0-9-]{0,62})?(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,62})?)*");

  private static final int LONGEST_LOCAL_PART = 64;
  private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,59}");
  private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e]+");
  private static final Pattern BREAKING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+");

  private static final Set<String> OURS = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  static {
    OURS.addAll(
        Set.of(
            "from",
            "to",
            "cc",
            "bcc",
            "sender",
            "subject",
            "date",
            "return-path",
            "received",
            "mime-version",
            "auto-submitted"));
  }

  /**
   * @throws IllegalArgumentException for an address, a header or a length that cannot be sent
   */
  public Mail(
      String to, String subject, String text, @Nullable String html, Map<String, String> headers) {
    refusal(to)
        .ifPresent(
            why -> {
              throw new IllegalArgumentException("the address " + why);
            });
    headers.forEach(Mail::requireHeader);
    if (text.length() > LONGEST_TEXT || (html != null && html.length() > LONGEST_TEXT)) {
      throw new IllegalArgumentException("the mail is too long");
    }
    this.to = to;
    this.subject = oneLine(subject);
    this.text = text;
    this.html = html;
    this.headers = new LinkedHashMap<>(headers);
  }

  /** Why nothing can be sent to this address, as far as its text tells. */
  public static Optional<String> refusal(String address) {
    boolean good =
        address.length() <= LONGEST_ADDRESS
            && address.indexOf('@') <= LONGEST_LOCAL_PART
            && ADDRESS.matcher(address).matches();
    return good
        ? Optional.empty()
        : Optional.of("must be a bare mail address, such as ops@example.org");
  }

  private static void requireHeader(String name, String value) {
    boolean ours = OURS.contains(name) || name.regionMatches(true, 0, "content-", 0, 8);
    if (ours
        || !HEADER_NAME.matcher(name).matches()
        || value.length() > LONGEST_HEADER
        || !HEADER_VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException("a header cannot be set so");
    }
  }

  private static String oneLine(String subject) {
    String line = BREAKING.matcher(subject).replaceAll(" ").strip();
    if (line.length() <= LONGEST_SUBJECT) {
      return line;
    }
    int end =
        Character.isHighSurrogate(line.charAt(LONGEST_SUBJECT - 2))
            ? LONGEST_SUBJECT - 2
            : LONGEST_SUBJECT - 1;
    return line.substring(0, end) + "…";
  }

  /** Neither to whom nor what. */
  @Override
  public String toString() {
    return "Mail";
  }
}
