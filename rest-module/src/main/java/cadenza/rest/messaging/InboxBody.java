package cadenza.rest.messaging;

import cadenza.kernel.api.Ids;
import cadenza.messaging.api.SenderAccountCard;
import cadenza.messaging.api.SenderAccounts.MailServers;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A sender account of kind email. */
@Schema(name = "Inbox")
public record InboxBody(
    String id,
    String address,
    String displayName,
    @Schema(description = "active, paused or troubled") String status,
    @Nullable String statusReason,
    @Schema(description = "whether replies are read: ok, troubled, or off without imap")
        String readingStatus,
    @Nullable String readingStatusReason,
    @Nullable String provider,
    @Nullable MailServerBody smtp,
    @Nullable MailServerBody imap,
    @Nullable OauthBody oauth,
    @Schema(description = "why the issuer gives no access token; absent when it does")
        @Nullable String oauthTrouble,
    @Nullable Integer dailyLimit,
    @Nullable Integer hourlyLimit,
    String minimumGap,
    @Nullable RampUpBody rampUp,
    @Schema(description = "what daily_limit comes to now, while it ramps up")
        @Nullable Integer dailyLimitNow,
    @Schema(description = "whether the envelope's sender names the message") boolean verp,
    boolean sandbox,
    Instant createdAt) {
  static InboxBody of(SenderAccountCard card, MailServers servers, Instant now) {
    return new InboxBody(
        Ids.wire("inb", card.id()),
        card.address(),
        card.displayName(),
        card.status().toLowerCase(Locale.ROOT),
        card.statusReason(),
        readingStatus(servers),
        servers.readingTrouble(),
        card.provider(),
        MailServerBody.of(servers.smtp()),
        MailServerBody.of(servers.imap()),
        OauthBody.of(servers.oauth()),
        servers.tokenTrouble(),
        card.dailyLimit(),
        card.hourlyLimit(),
        Gap.iso(card.minimumGapMillis()),
        RampUpBody.of(card.rampUp()),
        card.rampUp() == null ? null : card.dailyLimitAt(now),
        card.verp(),
        card.sandbox(),
        card.createdAt());
  }

  private static String readingStatus(MailServers servers) {
    if (servers.imap() == null) {
      return "off";
    }
    return servers.readingTrouble() == null ? "ok" : "troubled";
  }

  /** The id alone: the binding puts each value that it writes into a set. */
  @Override
  public int hashCode() {
    return id.hashCode();
  }
}
