package dev.belfry.access.people;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What members wrote leaves in our mails only as words. */
class CodeMailTest {
  @ParameterizedTest
  @CsvSource({
    "Acme, the account \"Acme\"",
    "Müller & Söhne, the account \"Müller & Söhne\"",
    "株式会社, the account \"株式会社\"",
    "'  a   b ', the account \"a b\"",
    "You won! https://evil.example.org/?x=1, the account \"You won https evil example org x 1\"",
    "mail me@evil.example.org, the account \"mail me evil example org\"",
    "'</p>\"\"', the account \"p\"",
    "'...', an account",
    "'', an account",
  })
  void namesOfAccountsAreWords(String name, String said) {
    assertEquals(said, CodeMail.account(name));
  }

  @Test
  void lineBreaksAndWhatTurnsTheTextRoundAreNoWords() {
    assertEquals("the account \"a b c\"", CodeMail.account("a\r\n\u2028b\u202ec"));
  }

  @Test
  void whatIsLongIsCutBetweenCharacters() {
    assertEquals("the account \"" + "𝒜".repeat(40) + "\"", CodeMail.account("𝒜".repeat(50)));
    assertTrue(CodeMail.account("x ".repeat(50)).endsWith("x\""));
  }
}
