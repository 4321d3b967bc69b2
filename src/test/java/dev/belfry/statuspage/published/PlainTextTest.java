package dev.belfry.statuspage.published;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.belfry.incident.text.Markdown;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Markdown as feeds show it. */
class PlainTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          The **disk** of `db` is _full_.      | The disk of db is full.
          We know\\n=======\\n\\nIt *is* mended. | We know\\n\\nIt is mended.
          - one\\n- two                         | - one\\n- two
          one\\ntwo                             | one\\ntwo
          [more](https://example.org/?a=1&b=2) | more (https://example.org/?a=1&b=2)
          [**more**](https://example.org/) $1  | more (https://example.org/) $1
          <https://example.org/>               | https://example.org/
          ![x](https://example.org/a.png)      | x (https://example.org/a.png)
          [x](javascript:alert(1))             | x
          <b>1 < 2 &amp; "3" > '2'</b>         | <b>1 < 2 & "3" > '2'</b>
          &lt;i&gt;                            | <i>
          """,
      quoteCharacter = '~')
  void isReadWithoutItsMarks(String written, String read) {
    assertEquals(
        read.replace("\\n", "\n"), PlainText.of(Markdown.html(written.replace("\\n", "\n"))));
  }
}
