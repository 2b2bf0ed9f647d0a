package cadenza.benchmarks;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An HTTP server that takes each POST with 200, and remembers its path and webhook-id; what goes to
 * {@code /dead/} is read and never answered.
 */
public final class HookSink extends Sink {
  static final String DEAD = "/dead/";
  private static final byte[] OK = ascii("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

  private HookSink(int port) throws IOException {
    super(port);
  }

  /** Arguments: the port. */
  public static void main(String[] arguments) throws IOException {
    new HookSink(Integer.parseInt(arguments[0])).run();
  }

  @Override
  Conversation with(SocketChannel client, SelectionKey key) {
    return new Requests(client, key);
  }

  private final class Requests extends Conversation {
    Requests(SocketChannel channel, SelectionKey key) {
      super(channel, key);
    }

    @Override
    int take(byte[] bytes, int from, int end) {
      int head = from;
      int length = 0;
      var id = "";
      var path = "";
      while (true) {
        int next = lineEnd(bytes, head, end);
        if (next == head || bytes[next - 1] != '\n') {
          return -1;
        }
        var line = new String(bytes, head, next - head, StandardCharsets.ISO_8859_1).strip();
        head = next;
        if (line.isEmpty()) {
          break;
        }
        if (path.isEmpty()) {
          path = line.split(" ")[1];
          continue;
        }
        int colon = line.indexOf(':');
        var name = line.substring(0, colon).toLowerCase(Locale.ROOT);
        if (name.equals("content-length")) {
          length = Integer.parseInt(line.substring(colon + 1).strip());
        } else if (name.equals("webhook-id")) {
          id = line.substring(colon + 1).strip();
        }
      }
      if (head + length > end) {
        return -1;
      }
      if (!path.startsWith(DEAD)) {
        arrived(path, id);
        reply(OK);
      }
      return head + length;
    }
  }
}
