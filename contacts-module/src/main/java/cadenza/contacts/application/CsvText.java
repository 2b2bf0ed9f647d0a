package cadenza.contacts.application;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The characters of a file, whatever they were written in, up to the largest size there may be. */
final class CsvText implements Closeable {
  /** Bytes; one more is refused. */
  static final long LARGEST = 50_000_000;

  private static final int FIRST_LINE = 64_000;

  private final BufferedReader reader;

  private CsvText(BufferedReader reader) {
    this.reader = reader;
  }

  /** More bytes than a file may have. */
  static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;
  }

  static CsvText of(InputStream file, @Nullable Charset said) throws IOException {
    var bytes = new PushbackInputStream(new Bounded(file), 3);
    var first = bytes.readNBytes(3);
    var charset = said != null ? said : StandardCharsets.UTF_8;
    int mark = 0;
    if (starts(first, 0xEF, 0xBB, 0xBF)) {
      charset = StandardCharsets.UTF_8;
      mark = 3;
    } else if (starts(first, 0xFF, 0xFE)) {
      charset = StandardCharsets.UTF_16LE;
      mark = 2;
    } else if (starts(first, 0xFE, 0xFF)) {
      charset = StandardCharsets.UTF_16BE;
      mark = 2;
    } else if (!charset.name().startsWith("UTF-16")
        && first.length > 1
        && (first[0] == 0 || first[1] == 0)) {
      throw new ImportRefused(
          "wrong_charset", "This looks like UTF-16 without a mark at its beginning.");
    } else if (starts(first, 'P', 'K') || starts(first, 0x1F, 0x8B)) {
      throw new ImportRefused("packed_file", "A file is sent as it is, not packed.");
    }
    bytes.unread(first, mark, first.length - mark);
    var decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    return new CsvText(new BufferedReader(new InputStreamReader(bytes, decoder), FIRST_LINE * 2));
  }

  private static boolean starts(byte[] bytes, int... with) {
    for (int i = 0; i < with.length; i++) {
      if (bytes.length <= i || (bytes[i] & 0xFF) != with[i]) {
        return false;
      }
    }
    return true;
  }

  Reader reader() {
    return reader;
  }

  /** Of comma, semicolon and tab the one that the first line has most of. */
  char separator() throws IOException {
    reader.mark(FIRST_LINE);
    int commas = 0;
    int semicolons = 0;
    int tabs = 0;
    boolean quoted = false;
    for (int i = 0, c = reader.read(); i < FIRST_LINE - 1 && c >= 0; i++, c = reader.read()) {
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == '\n' || c == '\r')) {
        break;
      } else if (!quoted) {
        commas += c == ',' ? 1 : 0;
        semicolons += c == ';' ? 1 : 0;
        tabs += c == '\t' ? 1 : 0;
      }
    }
    reader.reset();
    return tabs > commas && tabs > semicolons ? '\t' : semicolons > commas ? ';' : ',';
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }

  /** Ends with an exception where the file goes on too long. */
  private static final class Bounded extends FilterInputStream {
    private long read;

    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      count(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int some = super.read(into, offset, length);
      count(Math.max(0, some));
      return some;
    }

    private void count(int more) throws TooLarge {
      read += more;
      if (read > LARGEST) {
        throw new TooLarge();
      }
    }
  }
}
