package cadenza.contacts.domain;

import cadenza.contacts.api.SuppressionAdded;
import cadenza.contacts.api.SuppressionCard;
import cadenza.contacts.api.SuppressionLifted;
import cadenza.kernel.api.Ids;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An address nobody may write to, from its first instant until somebody lifts it. */
@Entity
public class Suppression {
  @Id private UUID id;
  private UUID workspaceId;
  private String addressKey;
  private String reason;
  private Instant since;
  private @Nullable Instant liftedAt;
  @Version private long version;

  protected Suppression() {}

  public static Suppression of(
      UUID workspaceId, EmailAddress address, String reason, Instant since) {
    var suppression = new Suppression();
    suppression.id = Ids.next();
    suppression.workspaceId = workspaceId;
    suppression.addressKey = address.key();
    suppression.reason = reason;
    suppression.since = since;
    return suppression;
  }

  public SuppressionAdded added(@Nullable UUID contactId) {
    return new SuppressionAdded(Ids.next(), workspaceId, since, addressKey, reason, contactId);
  }

  public SuppressionLifted lift(Instant at) {
    liftedAt = at;
    return new SuppressionLifted(Ids.next(), workspaceId, at, addressKey);
  }

  public SuppressionCard card() {
    return new SuppressionCard(id, addressKey, reason, since);
  }
}
