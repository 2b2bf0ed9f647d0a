package cadenza.contacts.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who nobody shall write to: exactly one of address and domain.
 *
 * @param address an e-mail address, a phone number or the URL of a profile
 * @param domain with all of its subdomains
 * @param channel with an address: only this channel, as {@code email}
 * @param evidence what shows it, a text or a URL
 * @param expiresAt in force before this; null without end
 */
public record SuppressionDraft(
    @Nullable String address,
    @Nullable String domain,
    @Nullable String channel,
    String reason,
    @Nullable String evidence,
    @Nullable Instant expiresAt) {
  /** An address on every channel and without end. */
  public static SuppressionDraft of(String address, String reason) {
    return new SuppressionDraft(address, null, null, reason, null, null);
  }
}
