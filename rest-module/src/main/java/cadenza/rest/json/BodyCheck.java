package cadenza.rest.json;

import cadenza.rest.problem.Problem;
import cadenza.rest.problem.Problem.FieldError;
import cadenza.rest.problem.ProblemException;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What every JSON body must be before anything reads it: UTF-8, one complete document, not deeper
 * than 64, no name twice in an object, its values not too many, its strings storable and its
 * numbers of a sane length.
 */
final class BodyCheck {
  private static final int DEEPEST = 64;

  /** No list of a body has more; most have a bound of their own below that. */
  private static final int LONGEST_ARRAY = 10_000;

  /** Of a whole body; each takes a multiple of its bytes once the tree is made. */
  static final int MOST_VALUES = 100_000;

  private static final Pattern SANE_NUMBER =
      Pattern.compile("-?[0-9]{1,30}(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,2})?");
  private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());
  private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

  private final Deque<Level> levels = new ArrayDeque<>();
  private int values;

  /** An object's present name, or an array's present index. */
  private static final class Level {
    final boolean array;
    final Set<String> names;
    String name = "";
    int index = -1;

    Level(boolean array) {
      this.array = array;
      this.names = array ? Set.of() : new HashSet<>(4);
    }
  }

  private BodyCheck() {}

  static JsonValue check(byte[] body) {
    var text = decoded(body);
    try (var parser = PARSERS.createParser(new StringReader(text));
        var reader = READERS.createReader(new StringReader(text))) {
      new BodyCheck().walk(parser);
      return reader.readValue();
    } catch (JsonException notJson) {
      throw malformed("The body is not JSON.");
    }
  }

  private static String decoded(byte[] body) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(body))
          .toString();
    } catch (CharacterCodingException e) {
      throw malformed("The body is not UTF-8.");
    }
  }

  private void walk(JsonParser parser) {
    boolean empty = true;
    while (parser.hasNext()) {
      empty = false;
      on(parser.next(), parser);
    }
    if (empty) {
      throw malformed("The body is empty.");
    }
  }

  private void on(JsonParser.Event event, JsonParser parser) {
    if (event == JsonParser.Event.KEY_NAME) {
      var level = levels.getLast();
      level.name = parser.getString();
      requireSound(level.name);
      if (!level.names.add(level.name)) {
        throw malformed("The body has a name twice in one object.");
      }
      return;
    }
    if (event == JsonParser.Event.END_ARRAY || event == JsonParser.Event.END_OBJECT) {
      levels.removeLast();
      return;
    }
    if (++values > MOST_VALUES) {
      throw refused("out_of_range", "A body has 100,000 values at most.");
    }
    var around = levels.peekLast();
    if (around != null && around.array) {
      around.index++;
      if (around.index == LONGEST_ARRAY) {
        throw refused("out_of_range", "An array has 10,000 items at most.");
      }
    }
    switch (event) {
      case START_ARRAY, START_OBJECT -> open(event == JsonParser.Event.START_ARRAY);
      case VALUE_STRING -> requireSound(parser.getString());
      case VALUE_NUMBER -> requireSane(parser.getString());
      default -> {}
    }
  }

  private void open(boolean array) {
    if (levels.size() == DEEPEST) {
      throw malformed("The body is nested deeper than 64 levels.");
    }
    levels.addLast(new Level(array));
  }

  private void requireSound(String text) {
    if (!SoundText.is(text)) {
      throw refused("unsound_text", "The text has a NUL character or half of a surrogate pair.");
    }
  }

  private void requireSane(String number) {
    if (!SANE_NUMBER.matcher(number).matches()) {
      throw refused("out_of_range", "The number is out of range.");
    }
  }

  private ProblemException refused(String code, String detail) {
    return new ProblemException(
        Problem.of(422, code, detail).with(FieldError.inBody(pointer(), code, detail)));
  }

  private String pointer() {
    var pointer = new StringBuilder();
    for (Iterator<Level> each = levels.iterator(); each.hasNext(); ) {
      var level = each.next();
      pointer.append('/');
      if (level.array) {
        pointer.append(level.index);
      } else {
        pointer.append(printable(level.name).replace("~", "~0").replace("/", "~1"));
      }
    }
    return pointer.toString();
  }

  private static String printable(String name) {
    return SoundText.is(name) ? name : name.replaceAll("[\\x00\\p{Cs}]", "\uFFFD");
  }

  private static ProblemException malformed(String detail) {
    return new ProblemException(Problem.of(400, "malformed_body", detail));
  }
}
