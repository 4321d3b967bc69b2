package dev.belfry.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import dev.belfry.platform.csv.Cells;
import dev.belfry.platform.problem.Problem;
import dev.belfry.platform.problem.ProblemType;
import dev.belfry.platform.problem.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of monitors: RFC 4180 in UTF-8, the first line names the columns. An empty cell is a
 * field that is left out.
 */
@ApplicationScoped
class CsvFile {
  static final int MOST_ROWS = 10_000;
  private static final int MOST_COLUMNS = 300;
  private static final int LONGEST_CELL = 100_000;
  private static final int LONGEST_ROW = 500_000;
  private static final int MOST_NAMED = 50;
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_LIST = 100;

  /** So much is told of one row. */
  static final int MOST_WRONG = 20;

  /** So much is told of all rows. */
  static final int MOST_TOLD = 10_000;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Columns columns;
  private final ObjectMapper mapper;

  CsvFile(Columns columns, ObjectMapper mapper) {
    this.columns = columns;
    this.mapper = mapper;
  }

  /**
   * One monitor.
   *
   * @param line where it begins, from 1
   * @param body as the API would be sent it, but for category and groups by name
   * @param wrong what is wrong with the row already
   */
  record Row(long line, ObjectNode body, List<Violation> wrong) {
    void refuse(Violation violation) {
      if (wrong.size() < MOST_WRONG) {
        wrong.add(violation);
      }
    }
  }

  /** The columns, and how they are read for each type; found once and not in each row. */
  private record Header(
      List<String> names, List<String[]> steps, Map<String, List<Column>> ofKinds) {
    Header(List<String> names) {
      this(names, names.stream().map(Columns::steps).toList(), new HashMap<>());
    }
  }

  /**
   * @throws Problem 415 for a file that says of itself that it is written otherwise
   */
  void requireReadable(@Nullable String charset) {
    if (charset != null && !charset.equalsIgnoreCase("utf-8")) {
      throw Problem.of(ProblemType.UNSUPPORTED, "CSV is read as UTF-8 only.");
    }
  }

  /**
   * @throws Problem 400 for what is no CSV in UTF-8, 413 for too many rows, 422 for columns that
   *     are not known, and where so much is wrong that nobody would read more
   */
  List<Row> read(InputStream file) throws IOException {
    long line = 0;
    try (CsvReader<CsvRecord> records = reader(file)) {
      List<Row> rows = new ArrayList<>();
      int wrong = 0;
      Header header = null;
      for (CsvRecord record : records) {
        line = record.getStartingLineNumber();
        if (header == null) {
          header = new Header(header(record));
        } else if (rows.size() == MOST_ROWS) {
          throw Problem.of(
              ProblemType.TOO_LARGE, "A file has at most " + MOST_ROWS + " monitors; cut it.");
        } else {
          Row row = row(header, record);
          rows.add(row);
          wrong += row.wrong().size();
          requireWorthReading(wrong, rows);
        }
      }
      if (rows.isEmpty()) {
        throw Problem.of(
            ProblemType.MALFORMED, "The file holds no monitors below a line of columns.");
      }
      return rows;
    } catch (UncheckedIOException e) {
      throw unreadable(e, line);
    } catch (CharacterCodingException e) {
      throw unreadable(e, line);
    } catch (CsvParseException e) {
      throw unreadable(e, line);
    }
  }

  private static void requireWorthReading(int wrong, List<Row> rows) {
    if (wrong >= MOST_TOLD) {
      throw Problem.invalid(
          rows.stream()
              .flatMap(row -> row.wrong().stream().map(one -> one.inLine(row.line())))
              .limit(MOST_TOLD)
              .toList());
    }
  }

  private static CsvReader<CsvRecord> reader(InputStream file) throws IOException {
    // A decoder that says so where it is not UTF-8, where one by name would replace.
    PushbackReader text =
        new PushbackReader(new InputStreamReader(file, StandardCharsets.UTF_8.newDecoder()));
    int first = text.read();
    if (first >= 0 && first != BYTE_ORDER_MARK) {
      text.unread(first);
    }
    return CsvReader.builder()
        .skipEmptyLines(true)
        .allowExtraFields(true)
        .allowMissingFields(true)
        .allowExtraCharsAfterClosingQuote(false)
        .build(
            CsvRecordHandler.builder()
                .maxFields(MOST_COLUMNS)
                .maxFieldSize(LONGEST_CELL)
                .maxRecordSize(LONGEST_ROW)
                .build(),
            text);
  }

  private static Problem unreadable(Exception why, long line) throws IOException {
    String place = line == 0 ? "." : " after line " + line + ".";
    for (Throwable cause = why; cause != null; cause = cause.getCause()) {
      if (cause instanceof CharacterCodingException) {
        return Problem.of(ProblemType.MALFORMED, "The file is not UTF-8, somewhere" + place);
      }
    }
    if (why instanceof CsvParseException) {
      return Problem.of(
          ProblemType.MALFORMED,
          "The file is no CSV, or has more than "
              + MOST_COLUMNS
              + " columns, or a cell of more than "
              + LONGEST_CELL
              + " characters, somewhere"
              + place);
    }
    throw why.getCause() instanceof IOException broken ? broken : new IOException(why);
  }

  private List<String> header(CsvRecord record) {
    List<String> names = record.getFields().stream().map(String::strip).toList();
    List<Violation> wrong = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      String pointer = pointer(shortened(name));
      if (!seen.add(name)) {
        wrong.add(Violation.at(pointer, "twice", "is a column twice"));
      } else if (!columns.isKnown(name)) {
        wrong.add(Violation.at(pointer, "unknown_column", "is no field of a monitor"));
      }
    }
    if (names.contains(Columns.CATEGORY) && names.contains("category_id")) {
      wrong.add(Violation.at("/category", "one_of", "stands beside category_id"));
    }
    if (names.contains(Columns.GROUPS) && names.contains("group_ids")) {
      wrong.add(Violation.at("/groups", "one_of", "stands beside group_ids"));
    }
    if (!wrong.isEmpty()) {
      throw Problem.invalid(wrong.stream().limit(MOST_NAMED).map(one -> one.inLine(1)).toList());
    }
    return names;
  }

  private Row row(Header header, CsvRecord record) {
    List<String> names = header.names();
    Row row = new Row(record.getStartingLineNumber(), mapper.createObjectNode(), new ArrayList<>());
    if (record.getFieldCount() != names.size()) {
      row.refuse(
          Violation.at(
              "",
              "wrong_count",
              "has " + record.getFieldCount() + " cells under " + names.size() + " columns"));
    }
    int type = names.indexOf("type");
    String kind = type >= 0 && type < record.getFieldCount() ? record.getField(type).strip() : "";
    List<Column> read =
        header.ofKinds().computeIfAbsent(columns.known(kind), known -> columns.of(known, names));
    for (int i = 0; i < Math.min(names.size(), record.getFieldCount()); i++) {
      String cell = Cells.plain(record.getField(i));
      if (cell.indexOf('\0') >= 0) {
        row.refuse(Violation.at(pointer(names.get(i)), "malformed", "holds U+0000"));
      } else if (!cell.isBlank()) {
        String text = read.get(i) == Column.TEXT ? cell : cell.strip();
        put(row, header.steps().get(i), read.get(i).value(text, mapper));
      }
    }
    return row;
  }

  private static void put(Row row, String[] steps, JsonNode value) {
    if (value.isArray() && value.size() > LONGEST_LIST) {
      row.refuse(
          Violation.at(
              pointer(String.join(".", steps)),
              "too_many",
              "holds more than " + LONGEST_LIST + " entries"));
      return;
    }
    ObjectNode here = row.body();
    for (int i = 0; i < steps.length - 1; i++) {
      here = here.get(steps[i]) instanceof ObjectNode below ? below : here.putObject(steps[i]);
    }
    if (here.has(steps[steps.length - 1])) {
      row.refuse(
          Violation.at(pointer(String.join(".", steps)), "twice", "stands in another column too"));
    }
    here.set(steps[steps.length - 1], value);
  }

  /** Of a column, as of the field that it stands for. */
  private static String pointer(String name) {
    return "/" + name.replace("~", "~0").replace("/", "~1").replace('.', '/');
  }

  private static String shortened(String name) {
    String text = name.replaceAll("\\p{Cntrl}", "?");
    return text.length() > LONGEST_NAME ? text.substring(0, LONGEST_NAME) : text;
  }
}
