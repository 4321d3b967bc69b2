package dev.belfry.check.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusRangesTest {
  @ParameterizedTest
  @CsvSource({
    "200, 200, true",
    "200, 201, false",
    "200-399, 200, true",
    "200-399, 399, true",
    "200-399, 199, false",
    "200-399, 400, false",
    "'200-299,301', 301, true",
    "'200-299,301', 300, false",
    "'404 , 200-204', 404, true",
    "500-500, 500, true",
    "100-599, 599, true",
    "100-599, 600, false",
  })
  void containsCodesAndRanges(String text, int status, boolean inside) {
    assertEquals(inside, StatusRanges.parse(text).contains(status));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ",",
        "200,",
        ",200",
        "200,,201",
        "2xx",
        "200-",
        "-200",
        "200-100",
        "99",
        "600",
        "200-600",
        "0200",
        "200-299-300",
        "200 299",
        "+200",
        "200.0",
        "٢٠٠",
        "200\n,x",
        "200 - 299"
      })
  void refusesEverythingElse(String text) {
    assertThrows(IllegalArgumentException.class, () -> StatusRanges.parse(text));
  }

  @Test
  void agreesWithASetOfCodesOnRandomLists() {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      BitSet codes = new BitSet(1000);
      StringBuilder text = new StringBuilder();
      int parts = 1 + random.nextInt(6);
      for (int part = 0; part < parts; part++) {
        int from = random.nextInt(100, 600);
        int to = random.nextBoolean() ? from : random.nextInt(from, 600);
        codes.set(from, to + 1);
        text.append(part == 0 ? "" : ",").append(from).append(to == from ? "" : "-" + to);
      }
      StatusRanges ranges = StatusRanges.parse(text.toString());
      for (int status = 0; status < 1000; status++) {
        int code = status;
        assertEquals(codes.get(status), ranges.contains(status), () -> text + " and " + code);
      }
    }
  }
}
