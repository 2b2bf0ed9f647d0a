package cadenza.journeys;

import cadenza.product.HookSink.Call;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code target/formats.md}: each event of each format as it was delivered, beside what is
 * published. Several journeys write into it.
 */
final class FormatTable {
  private static final Path PARTS = Path.of("target", "formats");
  private static final Path PAGE = Path.of("target", "formats.md");
  private static final String HEAD =
      """
      # What is delivered, beside what is published

      Requests of a running product, taken down by an HTTP server; the samples are those of
      `acceptance-tests/src/test/resources/published`. Compared are the keys of each object and their
      order, the kind of each value, null, how times, ids, addresses and enumerated words are written,
      and the headers by name and shape; values are not. `platform` of format `inbox` is the channel's
      name, so `email` where Inbox knows only `twitter`.

      | Format | Event | Happened by | Differences |
      |---|---|---|---|
      """;

  private FormatTable() {}

  /**
   * Notes a delivery.
   *
   * @param by what made it happen
   * @return in what it differs
   */
  static synchronized List<String> note(Published published, String type, Call call, String by)
      throws IOException {
    var differences = published.differences(type, call);
    var folder = Files.createDirectories(PARTS.resolve(published.format()));
    var shown = differences.isEmpty() ? "none" : String.join("; ", differences);
    var text =
        """
        | %s | `%s` | %s | %s |
        ## `%s`: `%s`

        Delivered:

        ```http
        %s```

        Published:

        ```http
        %s```

        Differences: %s

        """
            .formatted(
                published.format(),
                type,
                by,
                shown,
                published.format(),
                type,
                delivered(call),
                published(published, type),
                shown);
    Files.writeString(
        folder.resolve(type + (by.equals("itself") ? "" : " (" + by + ")") + ".md"), text);
    assemble();
    return differences;
  }

  private static String delivered(Call call) {
    var text = new StringBuilder(call.method() + " " + call.uri() + "\n");
    new TreeMap<>(call.headers().map())
        .forEach((name, values) -> text.append(name + ": " + String.join(", ", values) + "\n"));
    return text + "\n" + pretty(call.json()) + "\n";
  }

  private static String published(Published published, String type) {
    var text = new StringBuilder("POST\n");
    published.headers().keySet().stream()
        .map(name -> name + ": " + published.headers().getString(name) + "\n")
        .forEach(text::append);
    return text + "\n" + pretty(published.sample(type)) + "\n";
  }

  private static String pretty(JsonObject body) {
    var text = new StringWriter();
    try (var writer =
        Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true)).createWriter(text)) {
      writer.writeObject(body);
    }
    return text.toString().strip();
  }

  private static void assemble() throws IOException {
    var lines = new StringBuilder(HEAD);
    var sections = new StringBuilder("\n");
    try (var parts = Files.walk(PARTS)) {
      for (var part : parts.filter(Files::isRegularFile).sorted().toList()) {
        var text = Files.readString(part);
        int end = text.indexOf('\n') + 1;
        lines.append(text, 0, end);
        sections.append(text, end, text.length());
      }
    }
    Files.writeString(PAGE, lines.append(sections).toString());
  }
}
