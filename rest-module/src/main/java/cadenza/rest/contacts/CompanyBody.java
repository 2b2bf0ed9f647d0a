package cadenza.rest.contacts;

import cadenza.contacts.api.CompanyCard;
import cadenza.kernel.api.Ids;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A company, known by its domain. */
@Schema(name = "Company")
public record CompanyBody(
    String id, String domain, @Nullable String name, Instant createdAt, Instant updatedAt) {
  static CompanyBody of(CompanyCard card) {
    return new CompanyBody(
        Ids.wire("com", card.id()), card.domain(), card.name(), card.createdAt(), card.updatedAt());
  }
}
