package dev.belfry.access.sso;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.belfry.house.Checklist;
import dev.belfry.platform.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Number 98 of the security checklist: a login leads to us and nowhere else. */
class LocalPathTest {
  @ParameterizedTest
  @Checklist(98)
  @ValueSource(
      strings = {
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "https://evil.example/",
        "HTTP://evil.example",
        "javascript:alert(1)",
        "evil.example",
        "/%2Fevil.example",
        "/%2fevil.example",
        "/%5Cevil.example",
        "%2F%2Fevil.example",
        "/%252Fevil.example",
        "/%25252Fevil.example",
        "/%09/evil.example",
        "/\t/evil.example",
        "/%0d%0aSet-Cookie:a=b",
        "/a//evil.example",
        "/ /evil",
        "/\u00a0evil",
        "/%",
        "/%zz",
        "?next=/",
        "#",
        "@evil.example"
      })
  void refusesWhatCouldLeadElsewhere(String next) {
    assertThrows(Problem.class, () -> LocalPath.of(next));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/docs", "/a/b?c=d&e=%20f", "/a?link=https://b.example/", "/a#b"})
  void keepsPathsOfOurs(String next) {
    assertEquals(next, LocalPath.of(next));
  }

  @Test
  void leadsHomeWhereNothingIsSaid() {
    assertEquals("/", LocalPath.of(null));
    assertEquals("/", LocalPath.of(""));
  }

  @Test
  void refusesWhatIsEndless() {
    assertThrows(Problem.class, () -> LocalPath.of("/" + "a".repeat(1000)));
  }
}
