package cadenza.contacts.domain;

import cadenza.contacts.api.CustomFieldCard;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** One more thing to know of contacts; what it is called may change, its key and type do not. */
@Entity
public class CustomField {
  /** What its values are. */
  public enum Type {
    TEXT,
    NUMBER,
    BOOLEAN,
    /** A day, as YYYY-MM-DD. */
    DATE
  }

  private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]{0,59}");

  /** What templates call by these names is something else. */
  private static final Set<String> TAKEN =
      Set.of(
          "id",
          "email",
          "full_name",
          "first_name",
          "last_name",
          "title",
          "company",
          "domain",
          "company_size",
          "industry",
          "city",
          "state",
          "country",
          "zone",
          "phone",
          "notes",
          "unsubscribe_url");

  private static final int LONGEST = 1_000;

  @Id private UUID id;
  private UUID workspaceId;
  private String key;
  private String title;

  @Enumerated(EnumType.STRING)
  private Type type;

  private Instant createdAt;
  private Instant updatedAt;
  @Version private long version;

  protected CustomField() {}

  public static CustomField of(
      UUID workspaceId, String key, String title, String type, Instant at) {
    if (!KEY.matcher(key).matches()) {
      throw new InvalidField(
          "/key", "invalid_key", "A key is a word of a-z, 0-9 and _, and begins with a letter.");
    }
    if (TAKEN.contains(key)) {
      throw new InvalidField("/key", "reserved", "Every contact has a field of this name.");
    }
    var field = new CustomField();
    field.id = Ids.next();
    field.workspaceId = workspaceId;
    field.key = key;
    field.type = typeOf(type);
    field.createdAt = at;
    field.rename(title, at);
    return field;
  }

  private static Type typeOf(String type) {
    for (var known : Type.values()) {
      if (known.name().equals(type.strip().toUpperCase(Locale.ROOT))) {
        return known;
      }
    }
    throw new InvalidField(
        "/type", "unknown_type", "A type is one of text, number, boolean and date.");
  }

  public void rename(String text, Instant at) {
    title = text.strip();
    updatedAt = at;
  }

  public String key() {
    return key;
  }

  public long version() {
    return version;
  }

  /** The one text that stands for a value; refused where it does not fit the type. */
  public String textOf(Object value) {
    var text =
        switch (type) {
          case TEXT -> String.valueOf(value);
          case NUMBER -> number(String.valueOf(value));
          case BOOLEAN -> bool(String.valueOf(value));
          case DATE -> date(String.valueOf(value));
        };
    if (text.length() > LONGEST) {
      throw refused("too_long", "A value has 1,000 characters at most.");
    }
    return text;
  }

  private String number(String text) {
    try {
      if (text.length() <= 60) {
        var plain = new BigDecimal(text.strip()).stripTrailingZeros().toPlainString();
        if (plain.length() <= 60) {
          return plain;
        }
      }
      throw refused("out_of_range", "The number is out of range.");
    } catch (NumberFormatException notANumber) {
      throw refused("wrong_type", "This field takes a number.");
    }
  }

  private String bool(String text) {
    var word = text.strip().toLowerCase(Locale.ROOT);
    if (!word.equals("true") && !word.equals("false")) {
      throw refused("wrong_type", "This field takes true or false.");
    }
    return word;
  }

  private String date(String text) {
    try {
      return LocalDate.parse(text.strip()).toString();
    } catch (DateTimeParseException notADay) {
      throw refused("wrong_type", "This field takes a day as YYYY-MM-DD.");
    }
  }

  private InvalidField refused(String code, String detail) {
    return new InvalidField("/custom_fields/" + key, code, detail);
  }

  /** What {@link #textOf} made a text of. */
  public Object valueOf(String text) {
    return switch (type) {
      case TEXT, DATE -> text;
      case NUMBER -> new BigDecimal(text);
      case BOOLEAN -> Boolean.valueOf(text);
    };
  }

  public CustomFieldCard card() {
    return new CustomFieldCard(workspaceId, key, title, type.name(), createdAt, updatedAt, version);
  }
}
