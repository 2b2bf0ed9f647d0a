package cadenza.webhooks.adapter.format;

import cadenza.kernel.api.Ids;
import cadenza.webhooks.domain.Fact;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** A fact with the fields of its envelope's {@code data}, as {@code docs/events} describes them. */
public record FactData(Fact fact, JsonObject data) {
  private static final JsonProvider JSON = JsonProvider.provider();

  public static FactData of(Fact fact) {
    try (var reader = JSON.createReader(new StringReader(fact.envelope()))) {
      return new FactData(fact, reader.readObject().getJsonObject("data"));
    }
  }

  /** The ids that some facts have under a key. */
  public static Set<UUID> ids(List<FactData> facts, String key, String prefix) {
    return facts.stream()
        .flatMap(fact -> fact.id(key, prefix).stream())
        .collect(Collectors.toCollection(HashSet::new));
  }

  public String type() {
    return fact.type();
  }

  /** A key under its prefix on the wire; empty where the field is absent. */
  public Optional<UUID> id(String key, String prefix) {
    return text(key).flatMap(text -> Ids.read(prefix, text));
  }

  public Optional<String> text(String key) {
    return data.get(key) instanceof JsonString text
        ? Optional.of(text.getString())
        : Optional.empty();
  }

  public Optional<Long> number(String key) {
    return data.get(key) instanceof JsonNumber number
        ? Optional.of(number.longValue())
        : Optional.empty();
  }

  /** False where the field is absent too. */
  public boolean flag(String key) {
    return data.getBoolean(key, false);
  }

  public Optional<Instant> time(String key) {
    return text(key).map(Instant::parse);
  }
}
