package dev.belfry.platform.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailTest {
  private static Mail mail(String to, String subject, Map<String, String> headers) {
    return new Mail(to, subject, "text", null, headers);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ops@example.org",
        "a.b+c@xn--bcher-kva.example",
        "root@localhost",
        "o'brien@example.org"
      })
  void takesBareAddresses(String address) {
    assertEquals(address, mail(address, "s", Map.of()).to());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ops",
        "@example.org",
        "ops@",
        "ops@example.org\r\nBcc: all@example.org",
        "ops@example.org,all@example.org",
        "Ops <ops@example.org>",
        "ops@example.org ",
        "o ps@example.org",
        "\"ops\"@example.org",
        "ops@[127.0.0.1]",
        "ops@example..org",
        ".ops@example.org",
        "ops@-example.org",
        "öps@example.org"
      })
  void refusesWhatIsMoreThanAnAddress(String address) {
    assertThrows(IllegalArgumentException.class, () -> mail(address, "s", Map.of()));
    assertTrue(Mail.refusal(address).isPresent());
  }

  @ParameterizedTest
  @CsvSource({
    "Bcc, all@example.org",
    "to, all@example.org",
    "Subject, x",
    "Content-Type, text/html",
    "X Y, x",
    "X:Y, x",
    "'', x",
    "X-Y, ''",
    "X-Y, Grüße"
  })
  void refusesHeadersThatAreOursOrNoHeaders(String name, String value) {
    assertThrows(
        IllegalArgumentException.class, () -> mail("ops@example.org", "s", Map.of(name, value)));
  }

  @Test
  void refusesHeadersThatWouldBreakOut() {
    assertThrows(
        IllegalArgumentException.class,
        () -> mail("ops@example.org", "s", Map.of("X-Y", "a\r\nBcc: all@example.org")));
    assertThrows(
        IllegalArgumentException.class,
        () -> mail("ops@example.org", "s", Map.of("X\r\nBcc", "a")));
  }

  @Test
  void makesOneLineOfASubject() {
    assertEquals(
        "Down: a Bcc: all@example.org",
        mail("ops@example.org", " Down:\u202E a\r\nBcc: all@example.org\u0085", Map.of())
            .subject());
    String cut = mail("ops@example.org", "😀".repeat(300), Map.of()).subject();
    assertTrue(cut.length() <= 200 && cut.endsWith("😀…"));
  }

  @Test
  void showsNothingOfItself() {
    assertEquals("Mail", mail("ops@example.org", "s", Map.of()).toString());
  }
}
