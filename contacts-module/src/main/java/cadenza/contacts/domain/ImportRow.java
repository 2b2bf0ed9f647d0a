package cadenza.contacts.domain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a file as it was sent, cut to the columns that are taken.
 *
 * @param line where it begins, from 1
 * @param flaw what was found wrong while it came in; null otherwise
 */
public record ImportRow(long line, @Nullable String flaw, List<String> cells) {
  private static final char CELL = '\u001F';
  private static final char ROW = '\u001E';

  /**
   * Whether a text can stand in a cell; the rest cannot be stored, or is what holds cells apart.
   */
  public static boolean isSound(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' && c != '\t' && c != '\n' && c != '\r') {
        return false;
      }
    }
    return true;
  }

  /** Many rows as one text. */
  public static String write(List<ImportRow> rows) {
    var text = new StringBuilder(rows.size() * 80);
    for (var row : rows) {
      text.append(row.line).append(CELL).append(row.flaw == null ? "" : row.flaw);
      row.cells.forEach(cell -> text.append(CELL).append(cell));
      text.append(ROW);
    }
    return text.toString();
  }

  public static List<ImportRow> read(String text) {
    var rows = new ArrayList<ImportRow>();
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf(ROW, at);
      rows.add(row(text, at, end));
      at = end + 1;
    }
    return rows;
  }

  private static ImportRow row(String text, int from, int end) {
    var parts = new ArrayList<String>();
    int at = from;
    while (true) {
      int next = text.indexOf(CELL, at);
      if (next < 0 || next >= end) {
        parts.add(text.substring(at, end));
        break;
      }
      parts.add(text.substring(at, next));
      at = next + 1;
    }
    var flaw = parts.get(1);
    return new ImportRow(
        Long.parseLong(parts.get(0)), flaw.isEmpty() ? null : flaw, parts.subList(2, parts.size()));
  }
}
