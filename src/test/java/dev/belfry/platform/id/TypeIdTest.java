package dev.belfry.platform.id;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.belfry.house.Checklist;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypeIdTest {
  /** Vectors of the TypeID specification (valid.yml). */
  @ParameterizedTest
  @CsvSource({
    "00000000-0000-0000-0000-000000000000, prefix_00000000000000000000000000",
    "00000000-0000-0000-0000-000000000001, prefix_00000000000000000000000001",
    "00000000-0000-0000-0000-00000000000a, prefix_0000000000000000000000000a",
    "00000000-0000-0000-0000-000000000010, prefix_0000000000000000000000000g",
    "00000000-0000-0000-0000-000000000020, prefix_00000000000000000000000010",
    "ffffffff-ffff-ffff-ffff-ffffffffffff, prefix_7zzzzzzzzzzzzzzzzzzzzzzzzz",
    "0110c853-1d09-52d8-d73e-1194e95b5f19, prefix_0123456789abcdefghjkmnpqrs",
    "01890a5d-ac96-774b-bcce-b302099a8057, prefix_01h455vb4pex5vsknk084sn02q",
  })
  void isAsTheSpecificationSays(UUID uuid, String text) {
    assertEquals(text, TypeId.format("prefix", uuid));
    assertEquals(Optional.of(uuid), TypeId.parse("prefix", text));
  }

  @ParameterizedTest
  @Checklist(59)
  @ValueSource(
      strings = {
        "",
        "prefix_",
        "prefix",
        "other_00000000000000000000000000",
        "PREFIX_00000000000000000000000000",
        "prefix_0000000000000000000000000",
        "prefix_000000000000000000000000000",
        "prefix-00000000000000000000000000",
        "prefix_8zzzzzzzzzzzzzzzzzzzzzzzzz",
        "prefix_0123456789ABCDEFGHJKMNPQRS",
        "prefix_ooooooooooooooooooooooooooo",
        "prefix_0123456789abcdefghijklmnop",
      })
  void refusesWhatItWouldNotWrite(String text) {
    assertEquals(Optional.empty(), TypeId.parse("prefix", text));
  }

  @Test
  void newOnesAreOrderedByTime() {
    UUID first = TypeId.next();
    assertEquals(7, first.version());
    assertTrue(TypeId.format("x", TypeId.next()).compareTo(TypeId.format("x", new UUID(0, 0))) > 0);
  }
}
