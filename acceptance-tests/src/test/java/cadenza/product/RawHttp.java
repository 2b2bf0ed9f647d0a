package cadenza.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Requests as no client library would send them. */
public final class RawHttp {
  private static final int TIMEOUT_MILLIS = 30_000;

  /** What came back, the head in the case it was sent in. */
  public record Answer(int status, String head, String body) {}

  private RawHttp() {}

  /**
   * @param target as it shall stand in the request line, unchecked
   * @param headers each a whole line; Host, Content-Length and Connection come by themselves
   */
  public static Answer send(
      Product product, String method, String target, byte[] body, String... headers) {
    return send(product, "127.0.0.1", method, target, body, headers);
  }

  /**
   * @param host whom the request is for, whatever the address it goes to
   */
  public static Answer send(
      Product product, String host, String method, String target, byte[] body, String... headers) {
    var head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    head.append("Host: " + host + ":" + product.httpPort() + "\r\nConnection: close\r\n");
    for (var header : headers) {
      head.append(header).append("\r\n");
    }
    if (body.length > 0) {
      head.append("Content-Length: " + body.length + "\r\n");
    }
    head.append("\r\n");
    try (var socket = new Socket("127.0.0.1", product.httpPort())) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      var out = socket.getOutputStream();
      out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
      out.write(body);
      out.flush();
      return parsed(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer parsed(String text) {
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new IllegalStateException("Not an answer: " + text);
    }
    return new Answer(
        Integer.parseInt(text.split(" ", 3)[1]), text.substring(0, end), text.substring(end + 4));
  }
}
