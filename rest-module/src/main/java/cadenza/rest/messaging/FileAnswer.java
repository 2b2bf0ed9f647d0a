package cadenza.rest.messaging;

import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;

/** A stranger's file: to be saved, never to be shown, whatever it says it is. */
final class FileAnswer {
  /** RFC 8187, attr-char, besides letters and digits. */
  private static final String PLAIN = "!#$&+-.^_`|~";

  private FileAnswer() {}

  static Response of(String name, byte[] content) {
    return Response.ok(content, "application/octet-stream")
        .header("Content-Disposition", disposition(name))
        .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
        .header("X-Content-Type-Options", "nosniff")
        .build();
  }

  /** The name twice (RFC 6266): in ASCII for old programs, and as it is. */
  static String disposition(String name) {
    var ascii = new StringBuilder();
    name.codePoints()
        .forEach(
            c ->
                ascii.append(
                    c < ' ' || c > '~' || c == '"' || c == '\\' || c == '%' ? '_' : (char) c));
    var extended = new StringBuilder();
    for (var b : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 128 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0)) {
        extended.append(c);
      } else {
        extended.append(String.format("%%%02X", (int) c));
      }
    }
    return "attachment; filename=\"" + ascii + "\"; filename*=UTF-8''" + extended;
  }
}
