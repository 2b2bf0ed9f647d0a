package cadenza.contacts.api;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A contact as others may read it. */
public record ContactCard(
    UUID id,
    UUID workspaceId,
    String fullName,
    List<Email> emails,
    List<Phone> phones,
    @Nullable String notes,
    List<Anniversary> anniversaries,
    @Nullable String zone,
    Instant createdAt,
    Instant updatedAt,
    long version) {
  public record Email(String label, String address) {}

  public record Phone(String label, String number) {}

  public record Anniversary(String type, String date) {}
}
