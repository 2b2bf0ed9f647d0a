package cadenza.benchmarks;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** An SMTP server that remembers to whom each message went, its Message-ID and its final dot. */
public final class SmtpSink extends Sink {
  private static final byte[] GREETING = ascii("220 sink ESMTP\r\n");
  private static final byte[] EHLO =
      ascii("250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 50000000\r\n");
  private static final byte[] OK = ascii("250 2.0.0 OK\r\n");
  private static final byte[] GO = ascii("354 go\r\n");
  private static final byte[] BYE = ascii("221 2.0.0 bye\r\n");
  private static final byte[] WHAT = ascii("500 5.5.2 what\r\n");
  private static final byte[] MESSAGE_ID = ascii("message-id:");

  private SmtpSink(int port) throws IOException {
    super(port);
  }

  /** Arguments: the port. */
  public static void main(String[] arguments) throws IOException {
    new SmtpSink(Integer.parseInt(arguments[0])).run();
  }

  @Override
  Conversation with(SocketChannel client, SelectionKey key) {
    return new Mailing(client, key);
  }

  private final class Mailing extends Conversation {
    private boolean data;
    private String recipient = "";

    Mailing(SocketChannel channel, SelectionKey key) {
      super(channel, key);
    }

    @Override
    void begin() {
      reply(GREETING);
    }

    @Override
    int take(byte[] bytes, int from, int end) {
      return data ? message(bytes, from, end) : command(bytes, from, end);
    }

    /** The index behind the message's final dot, or -1 while it has not come. */
    private int message(byte[] bytes, int from, int end) {
      for (int i = Math.max(from, scanned() - 4); i + 2 < end; i++) {
        boolean lineStart = i == from || (i >= from + 2 && bytes[i - 1] == '\n');
        if (bytes[i] == '.' && lineStart && bytes[i + 1] == '\r' && bytes[i + 2] == '\n') {
          arrived(recipient, messageId(bytes, from, i));
          reply(OK);
          data = false;
          scanned(0);
          return i + 3;
        }
      }
      scanned(end);
      return -1;
    }

    private String messageId(byte[] bytes, int from, int end) {
      for (int line = from; line < end; line = lineEnd(bytes, line, end)) {
        if (bytes[line] == '\r' || bytes[line] == '\n') {
          break;
        }
        if (startsWithIgnoringCase(bytes, line, end)) {
          int value = line + MESSAGE_ID.length;
          return new String(
                  bytes, value, lineEnd(bytes, line, end) - value, StandardCharsets.US_ASCII)
              .strip();
        }
      }
      return "";
    }

    private static boolean startsWithIgnoringCase(byte[] bytes, int at, int end) {
      if (at + MESSAGE_ID.length > end) {
        return false;
      }
      for (int i = 0; i < MESSAGE_ID.length; i++) {
        if (Character.toLowerCase((char) bytes[at + i]) != (char) MESSAGE_ID[i]) {
          return false;
        }
      }
      return true;
    }

    /** The index behind one command line, or -1 while its end has not come. */
    private int command(byte[] bytes, int from, int end) {
      int next = lineEnd(bytes, from, end);
      if (next == from || bytes[next - 1] != '\n') {
        return -1;
      }
      obey(new String(bytes, from, next - from, StandardCharsets.UTF_8).strip());
      return next;
    }

    private void obey(String line) {
      var verb = line.toUpperCase(Locale.ROOT);
      if (verb.startsWith("RCPT TO:")) {
        int open = line.indexOf('<');
        int close = line.indexOf('>', open + 1);
        recipient = open < 0 || close < 0 ? line.substring(8) : line.substring(open + 1, close);
        reply(OK);
      } else if (verb.equals("DATA")) {
        data = true;
        scanned(0);
        reply(GO);
      } else if (verb.startsWith("EHLO")) {
        reply(EHLO);
      } else if (verb.equals("QUIT")) {
        end();
        reply(BYE);
      } else if (verb.startsWith("MAIL FROM:")
          || verb.startsWith("HELO")
          || verb.startsWith("RSET")
          || verb.startsWith("NOOP")) {
        reply(OK);
      } else {
        reply(WHAT);
      }
    }
  }
}
