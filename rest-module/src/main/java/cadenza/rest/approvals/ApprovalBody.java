package cadenza.rest.approvals;

import cadenza.access.api.ApprovalCard;
import cadenza.kernel.api.Ids;
import cadenza.rest.json.WireId;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A request that waits, or waited, for somebody's word.
 *
 * @param tokenId who asked
 * @param decidedBy the token or the user; null while nobody has decided
 * @param editedBy the token or the user that changed it last; null while it is as it was asked for
 */
@Schema(name = "Approval")
public record ApprovalBody(
    String id,
    @Schema(enumeration = {"enrollment", "bulk_enrollment", "workflow", "message"}) String kind,
    @Schema(enumeration = {"pending", "approved", "refused", "expired"}) String status,
    @Schema(
            type = SchemaType.OBJECT,
            description =
                "The body of the request, as the operation that was asked for takes it; a list"
                    + " leaves it out, and the result too")
        @Nullable JsonObject request,
    @Nullable ReachBody reaches,
    @Schema(
            type = SchemaType.OBJECT,
            description =
                "What came of it once approved: enrollment_id and created; or counts, or job_id;"
                    + " or workflow_id; or message_id and thread_id")
        @Nullable JsonObject result,
    @Nullable String reason,
    String tokenId,
    @Nullable String inboxId,
    Instant createdAt,
    Instant expiresAt,
    @Nullable Instant decidedAt,
    @Nullable String decidedBy,
    @Nullable Instant editedAt,
    @Nullable String editedBy) {
  /** As a list shows it. */
  static ApprovalBody of(ApprovalCard card) {
    return of(card, null);
  }

  static ApprovalBody of(ApprovalCard card, @Nullable ReachBody reaches) {
    return new ApprovalBody(
        Ids.wire("apr", card.id()),
        card.kind(),
        card.status().word(),
        json(card.request()),
        reaches,
        json(card.result()),
        card.reason(),
        Ids.wire("tok", card.tokenId()),
        WireId.wireOrNull("inb", card.inboxId()),
        card.createdAt(),
        card.expiresAt(),
        card.decidedAt(),
        WireId.wireOrNull(card.byPerson() ? "usr" : "tok", card.decidedBy()),
        card.editedAt(),
        WireId.wireOrNull(card.editedByPerson() ? "usr" : "tok", card.editedBy()));
  }

  private static @Nullable JsonObject json(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }
}
