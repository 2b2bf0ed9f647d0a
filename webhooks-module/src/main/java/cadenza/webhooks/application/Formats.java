package cadenza.webhooks.application;

import cadenza.kernel.api.InvalidField;
import cadenza.webhooks.domain.Endpoint;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The formats that this installation has, by name. */
@ApplicationScoped
public class Formats {
  @Inject @Any Instance<Format> installed;

  private final Map<String, Format> byName = new TreeMap<>();

  @PostConstruct
  void arrange() {
    arrange(installed.stream());
  }

  Formats arrange(Stream<? extends Format> formats) {
    formats.forEach(format -> byName.put(format.name(), format));
    return this;
  }

  /**
   * @param name null for the usual one
   * @throws InvalidField where there is no such format
   */
  public Format chosen(@Nullable String name) {
    var format = byName.get(name == null ? Endpoint.STANDARD : name);
    if (format == null) {
      throw new InvalidField(
          "/format",
          "unknown_format",
          "The formats are " + String.join(", ", byName.keySet()) + ".");
    }
    return format;
  }

  /** That of an endpoint. */
  public Format of(String name) {
    var format = byName.get(name);
    if (format == null) {
      throw new IllegalStateException("There is no format " + name);
    }
    return format;
  }

  /** How formats with words of their own write the id of a contact, in lower case. */
  List<String> namesOf(UUID contactId) {
    return byName.values().stream()
        .filter(Translator.class::isInstance)
        .flatMap(format -> ((Translator) format).nameOf(contactId).stream())
        .map(name -> name.toLowerCase(Locale.ROOT))
        .toList();
  }

  /**
   * The secret that an endpoint brings, or a new one.
   *
   * @param own null for a new one
   * @throws InvalidField where the format takes no such secret
   */
  String secret(String name, @Nullable String own, String options) {
    var format = of(name);
    if (own == null) {
      return format.newSecret();
    }
    if (!format.accepts(own, options)) {
      throw new InvalidField(
          "/secret", "invalid_secret", "The format of the endpoint takes no such secret.");
    }
    return own;
  }

  /** The longest that an attempt can take. */
  Duration longestAttempt(Duration usual) {
    return byName.values().stream()
        .map(format -> format.timeout().orElse(usual).multipliedBy(format.requestsAtMost()))
        .max(Duration::compareTo)
        .orElse(usual);
  }
}
