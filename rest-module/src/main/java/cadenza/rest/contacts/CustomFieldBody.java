package cadenza.rest.contacts;

import cadenza.contacts.api.CustomFieldCard;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a workspace wants to know of its contacts beyond what every contact has.
 *
 * @param key how {@code custom_fields} and templates name it
 * @param type {@code text}, {@code number}, {@code boolean} or {@code date}
 */
@Schema(name = "CustomField")
public record CustomFieldBody(
    String key, String title, String type, Instant createdAt, Instant updatedAt) {
  static CustomFieldBody of(CustomFieldCard card) {
    return new CustomFieldBody(
        card.key(),
        card.title(),
        card.type().toLowerCase(Locale.ROOT),
        card.createdAt(),
        card.updatedAt());
  }
}
