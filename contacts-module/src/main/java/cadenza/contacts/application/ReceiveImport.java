package cadenza.contacts.application;

import cadenza.contacts.api.ImportCard;
import cadenza.contacts.api.ImportOptions;
import cadenza.contacts.domain.ContactImports.Key;
import cadenza.contacts.domain.ImportField;
import cadenza.contacts.domain.ImportRow;
import cadenza.contacts.domain.ImportedContact;
import cadenza.contacts.domain.SeenAddresses;
import cadenza.kernel.api.InvalidField;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes a file in while it comes: some thousand rows at a time are in memory, whatever its size. A
 * row that is wrong is stored with what is wrong; a file that is none leaves nothing.
 */
@Dependent
public class ReceiveImport {
  /** Rows of data; one more is refused. */
  public static final long MOST_ROWS = 1_000_000;

  private static final int PIECE = 5_000;

  /** Characters of a piece, so that a file of long notes is not one piece. */
  private static final int PIECE_TEXT = 2_000_000;

  private static final int LONGEST_CELL = 100_000;

  @Inject StoreImport store;

  /**
   * A file that is all here, and that nobody has begun with.
   *
   * @param rows of data
   */
  public record Intake(UUID workspaceId, UUID importId, long rows, int pieces) {
    Key key() {
      return new Key(workspaceId, importId);
    }
  }

  /** Reads to the end; {@link #begin} or {@link #forget} follows. */
  public Intake receive(UUID workspaceId, ImportOptions options, InputStream file) {
    try (var text = CsvText.of(file, options.charset())) {
      char separator = options.separator() == null ? text.separator() : options.separator();
      try (var records =
          CsvReader.builder()
              .fieldSeparator(separator)
              .allowExtraFields(true)
              .allowMissingFields(true)
              .maxBufferSize(LONGEST_CELL)
              .ofCsvRecord(text.reader())) {
        return receive(workspaceId, options, records.iterator());
      }
    } catch (CsvParseException | UncheckedIOException | IOException broken) {
      throw refused(broken);
    }
  }

  /** From now on it goes on by itself. */
  public ImportCard begin(Intake file) {
    return store.complete(file.key(), file.rows(), file.pieces());
  }

  /** It was never sent. */
  public void forget(Intake file) {
    store.forget(file.key());
  }

  private Intake receive(UUID workspaceId, ImportOptions options, Iterator<CsvRecord> records) {
    if (!records.hasNext()) {
      throw new ImportRefused("empty_file", "The file has no first line with titles.");
    }
    var columns = ImportTitles.columns(records.next().getFields(), options.mapping());
    var of = store.begin(workspaceId, options.dryRun(), columns, options.labelId());
    try {
      return new Rows(of, columns).all(records);
    } catch (RuntimeException broken) {
      store.forget(of);
      throw broken;
    }
  }

  /** One file on its way in. */
  private final class Rows {
    private final Key of;
    private final List<String> columns;
    private final List<ImportField> fields;
    private final SeenAddresses seen = new SeenAddresses();
    private List<ImportRow> piece = new ArrayList<>(PIECE);
    private int pieces;
    private int text;
    private long rows;

    Rows(Key of, List<String> columns) {
      this.of = of;
      this.columns = columns;
      this.fields = ImportField.taken(columns);
    }

    Intake all(Iterator<CsvRecord> records) {
      while (records.hasNext()) {
        if (++rows > MOST_ROWS) {
          throw new ImportRefused("too_many_rows", "A file has 1,000,000 rows at most.");
        }
        var row = row(records.next());
        piece.add(row);
        text += row.cells().stream().mapToInt(String::length).sum();
        if (piece.size() == PIECE || text > PIECE_TEXT) {
          put();
        }
      }
      if (!piece.isEmpty()) {
        put();
      }
      return new Intake(of.workspaceId(), of.id(), rows, pieces);
    }

    private void put() {
      store.piece(of, pieces++, piece);
      piece = new ArrayList<>(PIECE);
      text = 0;
    }

    private ImportRow row(CsvRecord record) {
      var flaw = flaw(record);
      var row = new ImportRow(record.getStartingLineNumber(), flaw, taken(record, flaw));
      var more = flaw == null ? flaw(row) : null;
      return more == null ? row : new ImportRow(row.line(), more, List.of());
    }

    /** A row that is wrong keeps its address from none that is right. */
    private @Nullable String flaw(ImportRow row) {
      try {
        return seen.add(ImportedContact.of(row, fields).addressKey()) ? null : DUPLICATE;
      } catch (InvalidField wrong) {
        return ImportedContact.flaw(wrong);
      }
    }

    private @Nullable String flaw(CsvRecord record) {
      if (record.getFieldCount() != columns.size()) {
        return "field_count";
      }
      for (int i = 0; i < columns.size(); i++) {
        if (!columns.get(i).isEmpty() && !ImportRow.isSound(record.getField(i))) {
          return columns.get(i) + ":unsound_text";
        }
      }
      return null;
    }

    private List<String> taken(CsvRecord record, @Nullable String flaw) {
      if (flaw != null) {
        return List.of();
      }
      var cells = new ArrayList<String>(columns.size());
      for (int i = 0; i < columns.size(); i++) {
        if (!columns.get(i).isEmpty()) {
          cells.add(record.getField(i));
        }
      }
      return cells;
    }
  }

  static final String DUPLICATE = "duplicate";

  private static ImportRefused refused(Exception broken) {
    for (Throwable cause = broken; cause != null; cause = cause.getCause()) {
      if (cause instanceof CharacterCodingException) {
        return new ImportRefused("wrong_charset", "The file is not in the charset it should be.");
      }
      if (cause instanceof CsvText.TooLarge) {
        return new ImportRefused("file_too_large", "A file has 50 MB at most.");
      }
    }
    return broken instanceof CsvParseException
        ? new ImportRefused("malformed_csv", "The file is no CSV by RFC 4180, or a cell too long.")
        : new ImportRefused("broken_file", "The file ended before its end.");
  }
}
