package cadenza.messaging.domain;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message as single requests look at it. The engine moves messages in sets, see {@link
 * OutgoingMessages}; nothing is ever written through this form.
 */
@Entity
public class Message {
  @Id private UUID id;
  private UUID workspaceId;
  private UUID senderAccountId;
  private String direction;
  private String status;
  private @Nullable UUID enrollmentId;
  private int fence;

  protected Message() {}

  public UUID id() {
    return id;
  }

  public UUID senderAccountId() {
    return senderAccountId;
  }

  public String status() {
    return status;
  }

  public boolean isOutbound() {
    return direction.equals("OUTBOUND");
  }
}
