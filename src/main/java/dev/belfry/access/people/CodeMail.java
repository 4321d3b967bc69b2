package dev.belfry.access.people;

import java.util.regex.Pattern;

/**
 * What a mail says around its code. Besides addresses and {@link #account names of accounts} all
 * words are ours, so that nobody sends his own through us.
 *
 * @param opening who wants what; with a full stop
 * @param act what one does with the code, such as {@code Accept}
 * @param page the path of the page that takes it, such as {@code /invitation}
 * @param closing for how long, and what to do if one did not expect it
 */
public record CodeMail(String subject, String opening, String act, String page, String closing) {
  private static final int LONGEST_NAME = 40;
  private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{Nd}'&_-]+");
  private static final String BELFRY =
      "Belfry watches websites, servers and jobs, and tells people when something is wrong.";

  /**
   * An account as a mail may name it: words and numbers, of which no program makes a link.
   *
   * @param name as somebody wrote it
   */
  public static String account(String name) {
    String words = NO_WORD.matcher(name).replaceAll(" ").strip();
    int end =
        words.offsetByCodePoints(
            0, Math.min(LONGEST_NAME, words.codePointCount(0, words.length())));
    return words.isEmpty()
        ? "an account"
        : "the account \"" + words.substring(0, end).strip() + "\"";
  }

  /**
   * @param how where the code goes, or the link with it
   */
  String text(String how) {
    return opening + "\n" + BELFRY + "\n\n" + how + "\n\n" + closing + "\n";
  }
}
