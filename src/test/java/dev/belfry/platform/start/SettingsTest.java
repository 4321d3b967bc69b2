package dev.belfry.platform.start;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void everyWrongSettingIsNamedOnALineOfItsOwn() {
    SettingsCheck one = () -> List.of("b must be a number", "c is missing");
    SettingsCheck other = () -> List.of("a must be an address");
    StartRefusedException refused =
        assertThrows(
            StartRefusedException.class, () -> Settings.require(List.of(one, List::of, other)));
    assertEquals(
        """
        These settings are wrong:
          a must be an address
          b must be a number
          c is missing""",
        refused.getMessage());
  }

  @Test
  void whereNothingIsWrongTheStartGoesOn() {
    assertDoesNotThrow(() -> Settings.require(List.of(List::of)));
  }
}
