package cadenza.rest.contacts;

import cadenza.contacts.api.SuppressionCard;
import cadenza.contacts.api.SuppressionDraft;
import cadenza.rest.problem.Problem;
import cadenza.rest.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Suppressions as a table of comma-separated values (RFC 4180), in and out. */
final class SuppressionCsv {
  static final String HEADER = "kind,address,domain,channel,reason,evidence,since,expires_at\r\n";

  private static final int MOST_ROWS = 10_000;
  private static final Pattern FORMULA = Pattern.compile("[=+\\-@\\t\\r＝＋－＠].*", Pattern.DOTALL);

  private SuppressionCsv() {}

  /** A row that is a suppression, or says why it is none. */
  record Row(int line, @Nullable SuppressionDraft draft, @Nullable String fault) {}

  /** Text that a spreadsheet does not run as a formula. */
  static String line(SuppressionCard card) {
    return String.join(
            ",",
            cell(card.kind().toLowerCase(Locale.ROOT)),
            cell(card.address()),
            cell(card.domain()),
            cell(card.channel() == null ? null : card.channel().toLowerCase(Locale.ROOT)),
            cell(card.reason()),
            cell(card.evidence()),
            cell(card.since().toString()),
            cell(card.expiresAt() == null ? null : card.expiresAt().toString()))
        + "\r\n";
  }

  static String cell(@Nullable String text) {
    if (text == null) {
      return "";
    }
    var inert = FORMULA.matcher(text).matches() ? "'" + text : text;
    return inert.matches("[^\",\\r\\n]*") ? inert : '"' + inert.replace("\"", "\"\"") + '"';
  }

  /** What {@link #cell} made inert, as it was. */
  private static String original(String text) {
    return text.startsWith("'") && FORMULA.matcher(text.substring(1)).matches()
        ? text.substring(1)
        : text;
  }

  static List<Row> read(byte[] file) {
    var records = new Reader(decoded(file)).records();
    if (records.isEmpty()) {
      throw malformed("The file is empty.");
    }
    var columns = columns(records.get(0).cells());
    if (records.size() - 1 > MOST_ROWS) {
      throw new ProblemException(
          Problem.of(413, "body_too_large", "A list has 10,000 rows at most."));
    }
    return records.stream().skip(1).map(found -> row(found, columns)).toList();
  }

  private static String decoded(byte[] file) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
      if (text.indexOf('\0') >= 0) {
        throw malformed("The file is not UTF-8.");
      }
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw malformed("The file is not UTF-8.");
    }
  }

  private static Map<String, Integer> columns(List<String> header) {
    var columns = new HashMap<String, Integer>();
    for (int i = 0; i < header.size(); i++) {
      columns.putIfAbsent(header.get(i).strip().toLowerCase(Locale.ROOT), i);
    }
    if (!columns.containsKey("address") && !columns.containsKey("domain")) {
      throw malformed("The first line names the columns; one of them is address or domain.");
    }
    return columns;
  }

  private static Row row(Reader.Found found, Map<String, Integer> columns) {
    try {
      var expires = cell(found, columns, "expires_at", 60);
      var reason = cell(found, columns, "reason", 200);
      var draft =
          new SuppressionDraft(
              cell(found, columns, "address", 500),
              cell(found, columns, "domain", 253),
              cell(found, columns, "channel", 20),
              reason == null ? "import" : reason,
              cell(found, columns, "evidence", 2_000),
              expires == null
                  ? null
                  : DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(expires, Instant::from));
      return new Row(found.line(), draft, null);
    } catch (DateTimeException e) {
      return new Row(found.line(), null, "expires_at is not an instant in ISO 8601.");
    } catch (IllegalArgumentException e) {
      return new Row(found.line(), null, e.getMessage());
    }
  }

  private static @Nullable String cell(
      Reader.Found found, Map<String, Integer> columns, String name, int longest) {
    var index = columns.get(name);
    if (index == null || index >= found.cells().size() || found.cells().get(index).isBlank()) {
      return null;
    }
    var text = original(found.cells().get(index).strip());
    if (text.length() > longest) {
      throw new IllegalArgumentException(name + " has " + longest + " characters at most.");
    }
    return text;
  }

  private static ProblemException malformed(String detail) {
    return new ProblemException(Problem.of(400, "malformed_body", detail));
  }

  /** Cuts a text into records and cells. */
  private static final class Reader {
    /**
     * @param line where it begins
     */
    record Found(int line, List<String> cells) {}

    private final String text;
    private int at;
    private int line = 1;

    Reader(String text) {
      this.text = text;
    }

    List<Found> records() {
      var records = new ArrayList<Found>();
      while (at < text.length()) {
        int begins = line;
        var cells = new ArrayList<String>();
        do {
          cells.add(quotedOrPlain());
        } while (hasMore());
        if (cells.size() > 1 || !cells.get(0).isEmpty()) {
          records.add(new Found(begins, cells));
        }
      }
      return records;
    }

    /** Passes a comma; or the end of the line, or of the text, which ends the record. */
    private boolean hasMore() {
      if (at >= text.length()) {
        return false;
      }
      char c = text.charAt(at++);
      if (c == ',') {
        return true;
      }
      if (c == '\r' && at < text.length() && text.charAt(at) == '\n') {
        at++;
      }
      line++;
      return false;
    }

    private String quotedOrPlain() {
      if (at < text.length() && text.charAt(at) == '"') {
        return quoted();
      }
      int begins = at;
      while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return text.substring(begins, at);
    }

    private String quoted() {
      int begins = line;
      var cell = new StringBuilder();
      at++;
      while (at < text.length()) {
        char c = text.charAt(at++);
        if (c == '\n') {
          line++;
        }
        if (c != '"') {
          cell.append(c);
        } else if (at < text.length() && text.charAt(at) == '"') {
          cell.append(c);
          at++;
        } else if (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
          throw malformed("Line " + begins + " goes on behind a closing quote.");
        } else {
          return cell.toString();
        }
      }
      throw malformed("Line " + begins + " opens a quote that nobody closes.");
    }
  }
}
