package dev.belfry.bulk;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.belfry.house.House;
import dev.belfry.house.Person;
import dev.belfry.house.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are none, too long, too wide or too deep. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
class HostileImportTest {
  @Inject House house;
  private Person alice;
  private SentFile imports;

  @BeforeEach
  void anAccount() {
    alice = house.alice();
    imports = new SentFile(alice);
  }

  @Test
  void unknownColumnsAreRefused() {
    imports
        .send("", "name,typ,url,url,headers.X\nOne,http,a,b,c\n")
        .statusCode(422)
        .body("errors.pointer", contains("/typ", "/url"))
        .body("errors.code", contains("unknown_column", "twice"))
        .body("errors.line", contains(1, 1));
    imports.send("", "category,category_id\nOne,a\n").statusCode(422);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n\n",
        "name,type,url",
        "name,type,url\n\"broken\"x,http,http://localhost:1/\n"
      })
  void whatIsNoFileOfMonitorsIsRefused(String file) {
    imports.send("", file).statusCode(400).contentType("application/problem+json");
  }

  @Test
  void hostileFilesAreRefusedByTheirSizeOrForm() {
    imports
        .send("", "a,".repeat(1_000_000) + "\n1\n")
        .statusCode(400)
        .body("detail", containsString("columns"));
    imports.send("", "name\n\"" + "x".repeat(9_000_000)).statusCode(400);
    imports.send("", "name\n" + "x\n".repeat(10_001)).statusCode(413);
    imports.send("", "name,type,url\n" + "x".repeat(11_000_000)).statusCode(413);
    imports.bytes("name,type\nÄ,http\n".getBytes(StandardCharsets.ISO_8859_1)).statusCode(400);
    imports.bytes("name,type\nA,http\n".getBytes(StandardCharsets.UTF_16)).statusCode(400);
    imports
        .send("", "name,type,url\nA\0B,http,http://localhost:1/\n")
        .statusCode(422)
        .body("errors[0].pointer", equalTo("/name"));
    alice
        .asks()
        .contentType("text/csv; charset=iso-8859-1")
        .body("name\nx".getBytes(StandardCharsets.UTF_8))
        .post(SentFile.PATH)
        .then()
        .statusCode(415);
    alice.asks().body("{}").post(SentFile.PATH).then().statusCode(415);
    // Elsewhere the smaller limit holds.
    alice.asks().body("x".repeat(2_000_000)).post("/v1/monitors").then().statusCode(413);
  }

  @Test
  void whatIsLongInsideIsRefusedEarly() {
    imports
        .send(
            "",
            "name,type,url,headers" + ".a".repeat(40_000) + "\nOne,http,http://localhost:1/,x\n")
        .statusCode(422)
        .body("errors.code", contains("unknown_column"));
    imports.send("", "name,headers." + "a".repeat(200) + "\nOne,x\n").statusCode(422);
    String row = "One,http,http://localhost:1/," + "x;".repeat(40_000) + "\n";
    imports
        .send("?mode=row_by_row", "name,type,url,groups\n" + row.repeat(50))
        .statusCode(200)
        .body("refused", equalTo(50))
        .body("errors.code.unique()", contains("too_many"))
        .body("errors", hasSize(50));
    String names = IntStream.range(0, 100).mapToObj(i -> "No" + i).collect(Collectors.joining(";"));
    row = "One,http,http://localhost:1/," + names + "\n";
    imports
        .send("?mode=row_by_row", "name,type,url,groups\n" + row.repeat(600))
        .statusCode(200)
        .body("refused", equalTo(600))
        .body("errors", hasSize(10_000))
        .body("errors_left_out", equalTo(2_000));
    String twice = IntStream.range(0, 30).mapToObj(i -> ",").collect(Collectors.joining());
    imports
        .send("?mode=row_by_row", "name\n" + ("One" + twice + "\n").repeat(10_000))
        .statusCode(422)
        .body("errors", hasSize(10_000));
  }
}
