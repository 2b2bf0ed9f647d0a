package cadenza.messaging.domain;

import cadenza.kernel.api.Ids;
import cadenza.messaging.api.AccountSide;
import cadenza.messaging.api.SenderAccountRecovered;
import cadenza.messaging.api.SenderAccountTroubled;
import java.time.Instant;
import java.util.UUID;

/** An account whose trouble just began, or just ended. */
public record TurnedAccount(UUID senderAccountId, UUID workspaceId, String address) {
  public SenderAccountTroubled troubled(AccountSide side, String reason, Instant at) {
    return troubled(side, reason, at, /* loginRefused= */ false);
  }

  public SenderAccountTroubled troubled(
      AccountSide side, String reason, Instant at, boolean loginRefused) {
    return new SenderAccountTroubled(
        Ids.next(), workspaceId, at, senderAccountId, address, side, reason, loginRefused);
  }

  public SenderAccountRecovered recovered(AccountSide side, Instant at) {
    return new SenderAccountRecovered(Ids.next(), workspaceId, at, senderAccountId, address, side);
  }
}
