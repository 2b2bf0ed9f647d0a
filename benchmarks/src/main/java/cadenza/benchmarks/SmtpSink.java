package cadenza.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The witness: an SMTP server of one thread that takes every message and remembers to whom it went,
 * its Message-ID and when its final dot arrived. Cheap enough (about 20 microseconds a message) not
 * to be what is measured.
 *
 * <p>It runs in a process of its own, so that its CPU can be told apart, and is led by lines on
 * standard input: {@code reset}, {@code count} and {@code dump <file>}; each is answered by one
 * line. It ends with its input.
 */
public final class SmtpSink {
  private static final byte[] GREETING = ascii("220 sink ESMTP\r\n");
  private static final byte[] EHLO =
      ascii("250-sink\r\n250-PIPELINING\r\n250-8BITMIME\r\n250 SIZE 50000000\r\n");
  private static final byte[] OK = ascii("250 2.0.0 OK\r\n");
  private static final byte[] GO = ascii("354 go\r\n");
  private static final byte[] BYE = ascii("221 2.0.0 bye\r\n");
  private static final byte[] WHAT = ascii("500 5.5.2 what\r\n");
  private static final byte[] MESSAGE_ID = ascii("message-id:");

  /** One message as the wire saw it; the time is in microseconds since 1970. */
  record Arrival(String recipient, String messageId, long micros) {}

  private final Selector selector;
  private final List<Arrival> arrivals = new ArrayList<>();

  private SmtpSink(int port) throws IOException {
    selector = Selector.open();
    var server = ServerSocketChannel.open();
    server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    server.bind(new InetSocketAddress("127.0.0.1", port), 1024);
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
  }

  /** Arguments: the port. */
  public static void main(String[] arguments) throws IOException {
    var sink = new SmtpSink(Integer.parseInt(arguments[0]));
    var answers = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
    var control = new Thread(() -> sink.obey(answers), "control");
    control.setDaemon(true);
    control.start();
    answers.println("ready");
    sink.serve();
  }

  private void obey(PrintStream answers) {
    try (var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        answers.println(answer(line.strip()));
      }
    } catch (IOException broken) {
      answers.println("broken");
    }
    System.exit(0);
  }

  private String answer(String line) throws IOException {
    synchronized (arrivals) {
      if (line.equals("reset")) {
        arrivals.clear();
        return "ok";
      }
      if (line.equals("count")) {
        return Integer.toString(arrivals.size());
      }
      if (line.startsWith("dump ")) {
        dump(Path.of(line.substring(5)));
        return "ok";
      }
      return "unknown";
    }
  }

  private void dump(Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (var arrival : arrivals) {
        out.write(arrival.recipient + "\t" + arrival.messageId + "\t" + arrival.micros + "\n");
      }
    }
  }

  private void serve() throws IOException {
    while (true) {
      selector.select();
      var keys = selector.selectedKeys().iterator();
      while (keys.hasNext()) {
        var key = keys.next();
        keys.remove();
        handle(key);
      }
    }
  }

  private void handle(SelectionKey key) throws IOException {
    try {
      if (key.isValid() && key.isAcceptable()) {
        accept((ServerSocketChannel) key.channel());
      } else if (key.attachment() instanceof Conversation conversation) {
        conversation.on(key);
      }
    } catch (IOException | CancelledKeyException gone) {
      key.channel().close();
    }
  }

  private void accept(ServerSocketChannel server) throws IOException {
    for (var client = server.accept(); client != null; client = server.accept()) {
      client.configureBlocking(false);
      client.setOption(StandardSocketOptions.TCP_NODELAY, true);
      var key = client.register(selector, SelectionKey.OP_READ);
      var conversation = new Conversation(client, key);
      key.attach(conversation);
      conversation.reply(GREETING);
      conversation.flush();
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static long micros() {
    var now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }

  /** One connection. Everything between its first unread byte and position() waits to be parsed. */
  private final class Conversation {
    private final SocketChannel channel;
    private final SelectionKey key;
    private ByteBuffer in = ByteBuffer.allocate(32 * 1024);
    private ByteBuffer out = ByteBuffer.allocate(1024);
    private boolean data;
    private boolean closing;
    private int scanned;
    private String recipient = "";

    Conversation(SocketChannel channel, SelectionKey key) {
      this.channel = channel;
      this.key = key;
    }

    void on(SelectionKey ready) throws IOException {
      if (ready.isWritable()) {
        flush();
      }
      if (ready.isValid() && ready.isReadable()) {
        read();
      }
    }

    private void read() throws IOException {
      for (int count = channel.read(in); count != 0; count = channel.read(in)) {
        if (count < 0) {
          channel.close();
          return;
        }
        parse();
        if (!in.hasRemaining()) {
          var larger = ByteBuffer.allocate(in.capacity() * 2);
          in.flip();
          in = larger.put(in);
        }
      }
      flush();
    }

    private void parse() {
      int used = 0;
      int end = in.position();
      byte[] bytes = in.array();
      while (true) {
        int next = data ? message(bytes, used, end) : command(bytes, used, end);
        if (next < 0) {
          break;
        }
        used = next;
      }
      if (used > 0) {
        in.flip();
        in.position(used);
        in.compact();
        scanned = Math.max(0, scanned - used);
      }
    }

    /** The index behind the message's final dot, or -1 while it has not come. */
    private int message(byte[] bytes, int from, int end) {
      for (int i = Math.max(from, scanned - 4); i + 2 < end; i++) {
        boolean lineStart = i == from || (i >= from + 2 && bytes[i - 1] == '\n');
        if (bytes[i] == '.' && lineStart && bytes[i + 1] == '\r' && bytes[i + 2] == '\n') {
          arrived(bytes, from, i);
          data = false;
          scanned = 0;
          return i + 3;
        }
      }
      scanned = end;
      return -1;
    }

    private void arrived(byte[] bytes, int from, int end) {
      var arrival = new Arrival(recipient, messageId(bytes, from, end), micros());
      synchronized (arrivals) {
        arrivals.add(arrival);
      }
      reply(OK);
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

    private static int lineEnd(byte[] bytes, int from, int end) {
      int i = from;
      while (i < end && bytes[i] != '\n') {
        i++;
      }
      return Math.min(end, i + 1);
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
        scanned = 0;
        reply(GO);
      } else if (verb.startsWith("EHLO")) {
        reply(EHLO);
      } else if (verb.equals("QUIT")) {
        closing = true;
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

    void reply(byte[] answer) {
      if (out.remaining() < answer.length) {
        var larger = ByteBuffer.allocate(out.capacity() * 2 + answer.length);
        out.flip();
        out = larger.put(out);
      }
      out.put(answer);
    }

    void flush() throws IOException {
      out.flip();
      while (out.hasRemaining() && channel.write(out) > 0) {}
      if (out.hasRemaining()) {
        key.interestOpsOr(SelectionKey.OP_WRITE);
        out.compact();
        return;
      }
      out.clear();
      key.interestOpsAnd(~SelectionKey.OP_WRITE);
      if (closing) {
        channel.close();
      }
    }
  }
}
