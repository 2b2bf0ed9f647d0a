package cadenza.rest.contacts;

import cadenza.contacts.api.SuppressionDraft;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Who nobody shall write to, and why: exactly one of address and domain.
 *
 * @param address an e-mail address, a phone number or the URL of a profile
 * @param domain with all of its subdomains
 * @param channel with an address, only this one: {@code email}, {@code linkedin}, {@code x}, {@code
 *     sms}, {@code whatsapp} or {@code voice}
 * @param reason {@code manual} if absent
 * @param evidence what shows it, a text or a URL
 * @param expiresAt in force before this; without end if absent
 */
@Schema(name = "SuppressionRequest")
public record SuppressionRequest(
    @Size(max = 500) @Nullable String address,
    @Size(max = 253) @Nullable String domain,
    @Size(max = 20) @Nullable String channel,
    @Size(max = 200) @Nullable String reason,
    @Size(max = 2_000) @Nullable String evidence,
    @Nullable Instant expiresAt) {
  /** Why a suppression is lifted. */
  @Schema(name = "LiftRequest")
  public record Lift(@NotBlank @Size(max = 2_000) @Nullable String evidence) {}

  SuppressionDraft draft() {
    return new SuppressionDraft(
        address,
        domain,
        channel,
        Objects.requireNonNullElse(reason, "manual"),
        evidence,
        expiresAt);
  }
}
