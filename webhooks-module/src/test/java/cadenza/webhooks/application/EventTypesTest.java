package cadenza.webhooks.application;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import cadenza.webhooks.domain.Envelope;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class EventTypesTest {
  static final Path GOLDEN = Path.of("src/test/resources/events");
  static final Path DOCS = Path.of("../docs/events");

  static Stream<Class<? extends DomainEvent>> facts() {
    return EventTypes.FACTS.stream();
  }

  @ParameterizedTest
  @MethodSource("facts")
  void every_type_keeps_its_shape(Class<? extends DomainEvent> fact) throws Exception {
    var envelope = Envelope.of(SampleFacts.of(fact));
    var golden = GOLDEN.resolve(envelope.type() + ".json");
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(golden, envelope.json() + "\n");
    }

    assertThat(envelope.json()).isEqualTo(Files.readString(golden).strip());
  }

  @ParameterizedTest
  @MethodSource("facts")
  void every_type_has_a_page_with_its_golden_file(Class<? extends DomainEvent> fact)
      throws Exception {
    var type = fact.getAnnotation(Externalized.class).value();
    var page = Files.readString(DOCS.resolve(type + ".md")).replaceAll("\\s", "");
    var golden = Files.readString(GOLDEN.resolve(type + ".json")).replaceAll("\\s", "");

    assertThat(page).contains(golden.substring(0, golden.length() - 1) + ",\"sequence\":");
  }

  @Test
  void every_fact_that_is_let_out_is_known() throws Exception {
    var known = new TreeSet<String>();
    EventTypes.FACTS.forEach(fact -> known.add(fact.getName()));

    assertThat(externalizedOnTheClassPath()).isEqualTo(known);
  }

  /** WH-9: what no consumer can be made to take, nobody is sent. */
  @ParameterizedTest
  @MethodSource("facts")
  void no_envelope_comes_near_256_kilobytes(Class<? extends DomainEvent> fact) throws Exception {
    var components = fact.getRecordComponents();
    var types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    var values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] =
          types[i] == String.class
              ? "\u0001".repeat(1_000_000)
              : components[i].getAccessor().invoke(SampleFacts.of(fact));
    }

    var envelope = Envelope.of(fact.getDeclaredConstructor(types).newInstance(values));

    assertThat(envelope.json().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(256 * 1024);
  }

  private static Set<String> externalizedOnTheClassPath() throws Exception {
    var found = new TreeSet<String>();
    for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      var path = Path.of(entry);
      for (var name : Files.isDirectory(path) ? inFolder(path) : inJar(path)) {
        var type = Class.forName(name, false, EventTypesTest.class.getClassLoader());
        if (type.isAnnotationPresent(Externalized.class)) {
          found.add(name);
        }
      }
    }
    return found;
  }

  private static Set<String> inFolder(Path folder) throws IOException {
    var names = new TreeSet<String>();
    try (var files = Files.walk(folder)) {
      files.map(file -> folder.relativize(file).toString()).forEach(file -> collect(file, names));
    }
    return names;
  }

  private static Set<String> inJar(Path file) throws IOException {
    var names = new TreeSet<String>();
    if (Files.exists(file) && file.toString().endsWith(".jar")) {
      try (var jar = new JarFile(file.toFile())) {
        jar.stream().forEach(content -> collect(content.getName(), names));
      }
    }
    return names;
  }

  private static void collect(String file, Set<String> names) {
    if (file.matches("cadenza/\\w+/api/\\w+\\.class") && !file.endsWith("package-info.class")) {
      names.add(file.replace(".class", "").replace('/', '.'));
    }
  }
}
