package cadenza.webhooks.application;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import cadenza.kernel.api.DomainEvent;
import cadenza.kernel.api.Externalized;
import cadenza.webhooks.domain.Envelope;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
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

  static final Map<String, Object> SAMPLES =
      Map.ofEntries(
          entry("eventId", id(1)),
          entry("workspaceId", id(2)),
          entry("contactId", id(3)),
          entry("sequenceId", id(4)),
          entry("enrollmentId", id(5)),
          entry("messageId", id(6)),
          entry("threadId", id(7)),
          entry("senderAccountId", id(8)),
          entry("endpointId", id(9)),
          entry("labelId", id(10)),
          entry("mergedContactId", id(11)),
          entry("occurredAt", Instant.parse("2026-03-02T09:15:00.123456Z")),
          entry("fullName", "Avery Chen"),
          entry("emailAddress", "avery@example.com"),
          entry("address", "avery@example.com"),
          entry("domain", "example.com"),
          entry("channel", "EMAIL"),
          entry("labelName", "Interested"),
          entry("erased", true),
          entry("toAddress", "avery@example.com"),
          entry("fromAddress", "avery@example.com"),
          entry("subject", "Re: Proposal – next steps"),
          entry("rfcMessageId", "<01h455vb4pex5vsknk084sn02q@mail.example.com>"),
          entry("stepNumber", 2),
          entry("version", 1),
          entry("name", "Proposal follow-up"),
          entry("url", "https://example.com/hooks"),
          entry("kind", "AUTO_REPLY"),
          entry("bounced", true),
          entry("bouncedMessages", 6),
          entry("countedMessages", 100),
          entry("status", "5.1.1"),
          entry("replyCode", "550"),
          entry("diagnostic", "550 5.1.1 No such user"),
          entry("suppressed", true),
          entry("feedback", "abuse"),
          entry("returnsOn", LocalDate.of(2026, 3, 16)),
          entry("assigneeId", id(14)),
          entry("previousAssigneeId", id(15)),
          entry("byMessage", true),
          entry("firstAt", Instant.parse("2026-03-02T09:01:00.123456Z")),
          entry("opens", 3L),
          entry("clicks", 2L),
          entry("category", "interested"),
          entry("previousCategory", "not_now"),
          entry("approvalId", id(12)),
          entry("tokenId", id(13)),
          entry("requestKind", "enrollment"),
          entry("decision", "approved"),
          entry("expiresAt", Instant.parse("2026-03-05T09:15:00.123456Z")));

  static final Map<String, String> REASONS =
      Map.of(
          "suppression.added", "opted_out",
          "sequence.autopilot_stopped", "bounce_rate",
          "enrollment.paused", "by_hand",
          "message.bounced", "userunknown",
          "message.failed", "550 5.1.1 No such user",
          "inbox.troubled", "535 5.7.8 Username and password not accepted",
          "endpoint.disabled", "gone");

  static Stream<Class<? extends DomainEvent>> facts() {
    return EventTypes.FACTS.stream();
  }

  @ParameterizedTest
  @MethodSource("facts")
  void every_type_keeps_its_shape(Class<? extends DomainEvent> fact) throws Exception {
    var envelope = Envelope.of(sample(fact));
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

  private static DomainEvent sample(Class<? extends DomainEvent> fact) throws Exception {
    var components = fact.getRecordComponents();
    var types = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    var values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      values[i] = value(fact, components[i]);
    }
    return fact.getDeclaredConstructor(types).newInstance(values);
  }

  private static Object value(Class<?> fact, RecordComponent component) {
    if (component.getType().isEnum()) {
      return component.getType().getEnumConstants()[0];
    }
    var type = fact.getAnnotation(Externalized.class).value();
    var value =
        component.getName().equals("reason") ? REASONS.get(type) : SAMPLES.get(component.getName());
    return Objects.requireNonNull(value, () -> "a sample of " + component.getName());
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

  private static UUID id(int last) {
    return UUID.fromString("01951111-2222-7333-8444-%012d".formatted(last));
  }
}
