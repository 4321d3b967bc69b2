package dev.belfry.monitor.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnchorTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"192.0.2.1:53", "[2001:db8::1]:443", "dns.example.org:53", "https://example.org/"})
  void placesAreRead(String text) {
    Anchor anchor = Anchor.parse(text);
    assertEquals(text.startsWith("https:"), anchor.url() != null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.org",
        "example.org:0",
        "example.org:65536",
        ":53",
        "a b:53",
        "http://example.org/",
        "https://",
        "https://user:secret@example.org/",
        "2001:db8::1:443",
        "example.org:53/x"
      })
  void othersAreRefused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Anchor.parse(text));
    NetworkConfig config =
        new NetworkConfig() {
          @Override
          public Optional<List<String>> anchors() {
            return Optional.of(List.of(text));
          }

          @Override
          public boolean doubtMassFailure() {
            return true;
          }
        };
    List<String> wrong = new NetworkSettings(config).wrongSettings();
    assertEquals(1, wrong.size());
    assertFalse(wrong.getFirst().contains("secret"));
  }
}
