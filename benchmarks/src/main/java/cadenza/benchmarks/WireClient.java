package cadenza.benchmarks;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP connection that stays open. It does so little that what it measures is the product: on a
 * machine with few cores a complete client would take its share of them.
 */
final class WireClient implements Closeable {
  /** What came back. */
  record Answer(int status, String body) {}

  private final String host;
  private final String token;
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  WireClient(String url, String token) throws IOException {
    var uri = URI.create(url);
    this.host = uri.getHost() + ":" + uri.getPort();
    this.token = token;
    this.socket = new Socket(uri.getHost(), uri.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(120_000);
    this.in = new BufferedInputStream(socket.getInputStream(), 65_536);
    this.out = socket.getOutputStream();
  }

  Answer get(String path) throws IOException {
    return send("GET", path, null, null);
  }

  Answer post(String path, String type, byte[] body) throws IOException {
    return send("POST", path, type, body);
  }

  private Answer send(String method, String path, @Nullable String type, byte @Nullable [] body)
      throws IOException {
    var head = new StringBuilder(256);
    head.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: ").append(host);
    head.append("\r\nAuthorization: Bearer ").append(token).append("\r\n");
    if (body != null) {
      head.append("Content-Type: ").append(type).append("\r\nContent-Length: ");
      head.append(body.length).append("\r\n");
    }
    head.append("\r\n");
    var request = new ByteArrayOutputStream(head.length() + (body == null ? 0 : body.length));
    request.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    if (body != null) {
      request.writeBytes(body);
    }
    request.writeTo(out);
    out.flush();
    return answer();
  }

  private Answer answer() throws IOException {
    int status = Integer.parseInt(line().split(" ")[1]);
    int length = -1;
    boolean chunked = false;
    for (var header = line(); !header.isEmpty(); header = line()) {
      var lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      } else if (lower.startsWith("transfer-encoding:")) {
        chunked = lower.contains("chunked");
      }
    }
    var body = chunked ? chunks() : in.readNBytes(Math.max(0, length));
    return new Answer(status, new String(body, StandardCharsets.UTF_8));
  }

  private byte[] chunks() throws IOException {
    var body = new ByteArrayOutputStream();
    for (int size = size(); size > 0; size = size()) {
      body.writeBytes(in.readNBytes(size));
      line();
    }
    line();
    return body.toByteArray();
  }

  private int size() throws IOException {
    return Integer.parseInt(line().split(";")[0].strip(), 16);
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("The server closed the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
