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

/**
 * A witness: a server of one thread that takes everything and remembers what came when. Cheap
 * enough (about 20 microseconds a message) not to be what is measured.
 *
 * <p>It runs in a process of its own, so that its CPU can be told apart, and is led by lines on
 * standard input: {@code reset}, {@code count} and {@code dump <file>}; each is answered by one
 * line. It ends with its input.
 */
abstract class Sink {
  /**
   * What the wire saw once.
   *
   * @param to a mail's recipient, or the path of a request
   * @param id the Message-ID, or the webhook-id
   * @param micros since 1970
   */
  record Arrival(String to, String id, long micros) {}

  private final Selector selector;
  private final List<Arrival> arrivals = new ArrayList<>();

  Sink(int port) throws IOException {
    selector = Selector.open();
    var server = ServerSocketChannel.open();
    server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
    server.bind(new InetSocketAddress("127.0.0.1", port), 1024);
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
  }

  abstract Conversation with(SocketChannel client, SelectionKey key);

  /** Until its input ends. */
  final void run() throws IOException {
    var answers = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
    var control = new Thread(() -> obey(answers), "control");
    control.setDaemon(true);
    control.start();
    answers.println("ready");
    serve();
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
        out.write(arrival.to + "\t" + arrival.id + "\t" + arrival.micros + "\n");
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
      var conversation = with(client, key);
      key.attach(conversation);
      conversation.begin();
      conversation.flush();
    }
  }

  final void arrived(String to, String id) {
    var arrival = new Arrival(to, id, micros());
    synchronized (arrivals) {
      arrivals.add(arrival);
    }
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static long micros() {
    var now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }

  /** One connection. Everything between its first unread byte and position() waits to be parsed. */
  abstract static class Conversation {
    private final SocketChannel channel;
    private final SelectionKey key;
    private ByteBuffer in = ByteBuffer.allocate(32 * 1024);
    private ByteBuffer out = ByteBuffer.allocate(1024);
    private boolean closing;
    private int scanned;

    Conversation(SocketChannel channel, SelectionKey key) {
      this.channel = channel;
      this.key = key;
    }

    /** What is said first, if anything is. */
    void begin() {}

    /** Takes the next piece; the index behind it, or -1 while its end has not come. */
    abstract int take(byte[] bytes, int from, int end);

    /** Up to where a piece that has no end yet was looked at. */
    final int scanned() {
      return scanned;
    }

    final void scanned(int index) {
      scanned = index;
    }

    final void end() {
      closing = true;
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
        int next = take(bytes, used, end);
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

    static int lineEnd(byte[] bytes, int from, int end) {
      int i = from;
      while (i < end && bytes[i] != '\n') {
        i++;
      }
      return Math.min(end, i + 1);
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
