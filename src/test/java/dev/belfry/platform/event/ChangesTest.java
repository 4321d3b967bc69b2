package dev.belfry.platform.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangesTest {
  private final ObjectMapper mapper = new ObjectMapper();
  private final Changes changes = new Changes(mapper);

  private List<Change> between(String before, String after) throws Exception {
    return changes.between(
        mapper.readTree(before.replace('\'', '"')),
        mapper.readTree(after.replace('\'', '"')),
        Set.of("password"));
  }

  private static List<String> fields(List<Change> found) {
    return found.stream().map(Change::field).toList();
  }

  @Test
  void tellsWhatIsNewOtherAndGone() throws Exception {
    assertEquals(
        List.of("new", "other", "gone"),
        fields(between("{'same':1,'other':1,'gone':1}", "{'same':1,'new':1,'other':2}")));
    assertEquals(List.of("a"), fields(changes.between(null, Map.of("a", 1), Set.of())));
    assertEquals(List.of("a"), fields(changes.between(Map.of("a", 1), null, Set.of())));
  }

  @Test
  void nothingAndEmptyAreTheSame() throws Exception {
    assertEquals(List.of(), between("{'a':null,'b':[]}", "{'b':{},'c':null}"));
    assertEquals(List.of(), between("{'updated_at':1}", "{'updated_at':2}"));
  }

  @Test
  void nestedValuesAreShownWhole() throws Exception {
    Change change = between("{'a':{'b':[1,2]}}", "{'a':{'b':[1]}}").getFirst();
    assertEquals("{\"b\":[1,2]} {\"b\":[1]}", change.before() + " " + change.after());
  }

  @Test
  void ofSecretsItTellsOnlyThatTheyChanged() throws Exception {
    assertEquals(
        List.of(new Change("password", null, null, true)),
        between("{'password':'a'}", "{'password':{'deep':'b'}}"));
    assertEquals(List.of(), between("{'password':'a'}", "{'password':'a'}"));
  }

  @Test
  void urlsLoseWhatMayBeSecret() throws Exception {
    Change change =
        between(
                "{'a':['http://u:p@h:1/x?q=1#f and ftp://u@h, https://h/a@b, a?b#c']}",
                "{'a':['https://h/?']}")
            .getFirst();
    assertEquals(
        "[\"http://***@h:1/x?*** and ftp://***@h, https://h/a@b, a?b#c\"]",
        String.valueOf(change.before()));
    assertTrue(change.secret());
    Change hidden = between("{'a':'http://h/?one'}", "{'a':'http://h/?two'}").getFirst();
    assertEquals("\"http://h/?***\" \"http://h/?***\"", hidden.before() + " " + hidden.after());
    assertTrue(hidden.secret());
  }

  @Test
  void whatIsHugeIsCutBetweenCharacters() throws Exception {
    String bells = "x" + "\uD83D\uDD14".repeat(3000);
    Change change = changes.between(null, Map.of("a", bells), Set.of()).getFirst();
    String shown = java.util.Objects.requireNonNull(change.after()).textValue();
    assertEquals("x" + "\uD83D\uDD14".repeat(999) + "…", shown);
    List<Integer> many = java.util.Collections.nCopies(3000, 7);
    Change list = changes.between(null, Map.of("a", many), Set.of()).getFirst();
    assertTrue(String.valueOf(list.after()).startsWith("\"[7,7,"));
  }

  @Test
  void noTextTakesLong() {
    for (String piece : List.of("://", "://a@", "a", "://a?", "@", "://?#")) {
      assertTimeoutPreemptively(
          Duration.ofSeconds(5), () -> Changes.masked(piece.repeat(500_000)), piece);
    }
  }
}
