package dev.belfry.access.credential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Checklist;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyTextTest {
  private static final String KNOWN = "bfy_svc_nkvdoIh0STRhskXzrFGapxpFsFn6WqNs45CkeD";
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_";

  /** Its checksum was computed by another program: zlib's CRC-32, written in base 62. */
  @Test
  void knowsAKeyThatOthersComputed() {
    assertEquals(Optional.of(KeyText.Type.SVC), KeyText.typeOf(KNOWN));
  }

  @Test
  void generatesWhatItKnows() {
    for (KeyText.Type type : KeyText.Type.values()) {
      String key = KeyText.generate(type, new SecureRandom());
      assertEquals(Optional.of(type), KeyText.typeOf(key));
      assertTrue(key.matches("bfy_(pat|svc|reg|ing)_[0-9A-Za-z]{38}"), key);
    }
  }

  @Test
  @Checklist(15)
  void noticesEveryMistypedCharacter() {
    for (int i = 0; i < KNOWN.length(); i++) {
      for (char other : ALPHABET.toCharArray()) {
        if (other != KNOWN.charAt(i)) {
          String mistyped = KNOWN.substring(0, i) + other + KNOWN.substring(i + 1);
          assertEquals(Optional.empty(), KeyText.typeOf(mistyped), mistyped);
        }
      }
    }
  }

  @Test
  @Checklist(16)
  void refusesLookAlikes() {
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      StringBuilder body = new StringBuilder("bfy_svc_");
      for (int c = 0; c < 38; c++) {
        body.append(ALPHABET.charAt(random.nextInt(62)));
      }
      assertEquals(Optional.empty(), KeyText.typeOf(body.toString()));
    }
  }

  @Test
  void aHintShowsEightCharacters() {
    assertEquals("bfy_svc_nkvd…CkeD", KeyText.hint(KNOWN));
  }
}
