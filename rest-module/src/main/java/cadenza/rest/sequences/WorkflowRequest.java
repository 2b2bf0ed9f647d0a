package cadenza.rest.sequences;

import cadenza.kernel.api.InvalidField;
import cadenza.rest.json.WireId;
import cadenza.sequences.api.WorkflowPlan;
import cadenza.sequences.api.WorkflowPlan.Trigger;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a rule shall be; in a change an absent field stays as it is. */
@Schema(name = "WorkflowRequest")
public record WorkflowRequest(
    @Size(min = 1, max = 200) @Nullable String name,
    @Schema(enumeration = {"label_applied", "email_received"}) @Nullable String trigger,
    @Schema(
            description =
                "label_applied: exactly one, with the field label_id. email_received: none, or"
                    + " to_address (the inbox written to), or from_domain (of whoever wrote), or"
                    + " both; all must hold.")
        @Valid
        @Size(max = 5)
        @Nullable List<@NotNull Condition> conditions,
    @Valid @Nullable EnrollAction enroll,
    @Nullable Boolean enabled) {
  /** What must hold. */
  @Schema(name = "WorkflowCondition")
  public record Condition(
      @Schema(enumeration = {"label_id", "to_address", "from_domain"}) @NotNull
          @Nullable String field,
      @Schema(enumeration = {"eq"}) @Nullable String op,
      @NotNull @Size(min = 1, max = 254) @Nullable String value) {}

  /** The sequence that the contact enters; the other fields as in a bulk enrollment. */
  @Schema(name = "WorkflowEnrollment")
  public record EnrollAction(
      @NotNull @Nullable String sequenceId,
      @Nullable String inboxId,
      @Nullable Boolean exitOnReply,
      @Schema(enumeration = {"skip", "replace", "allow"}) @Nullable String collision) {}

  /**
   * @param before what the rule is; null for a new one
   */
  WorkflowPlan plan(@Nullable WorkflowPlan before) {
    var action = enroll == null && before != null ? null : required(enroll, "/enroll");
    var asked = conditions == null && before != null ? null : asked();
    return new WorkflowPlan(
        name != null ? name : required(before == null ? null : before.name(), "/name"),
        trigger != null
            ? trigger(trigger)
            : required(before == null ? null : before.trigger(), "/trigger"),
        asked != null ? asked.labelId() : before == null ? null : before.labelId(),
        asked != null ? asked.toAddress() : before == null ? null : before.toAddress(),
        asked != null ? asked.fromDomain() : before == null ? null : before.fromDomain(),
        action != null
            ? WireId.inBody("seq", "/enroll/sequence_id", action.sequenceId())
            : required(before, "/enroll").sequenceId(),
        action != null
            ? WireId.inBodyOrNull("inb", "/enroll/inbox_id", action.inboxId())
            : required(before, "/enroll").senderAccountId(),
        action != null ? action.exitOnReply() : required(before, "/enroll").exitOnReply(),
        action != null
            ? BulkEnrollmentRequests.collision(action.collision())
            : required(before, "/enroll").collision(),
        enabled != null ? enabled : before == null || before.enabled());
  }

  private static <T> T required(@Nullable T value, String pointer) {
    if (value == null) {
      throw new InvalidField(pointer, "required", "This is needed.");
    }
    return value;
  }

  private static Trigger trigger(String text) {
    return switch (text) {
      case "label_applied" -> Trigger.LABEL_APPLIED;
      case "email_received" -> Trigger.EMAIL_RECEIVED;
      default -> throw new InvalidField("/trigger", "label_applied or email_received.");
    };
  }

  private record Asked(
      @Nullable UUID labelId, @Nullable String toAddress, @Nullable String fromDomain) {}

  private Asked asked() {
    UUID label = null;
    String to = null;
    String from = null;
    var all = conditions == null ? List.<Condition>of() : conditions;
    for (int i = 0; i < all.size(); i++) {
      var pointer = "/conditions/" + i;
      var one = all.get(i);
      var value = String.valueOf(one.value()).strip();
      if (one.op() != null && !one.op().equals("eq")) {
        throw new InvalidField(pointer + "/op", "The one comparison is eq.");
      }
      switch (String.valueOf(one.field())) {
        case "label_id" -> label = WireId.inBody("lbl", pointer + "/value", value);
        case "to_address" -> to = value.toLowerCase(Locale.ROOT);
        case "from_domain" -> from = value.toLowerCase(Locale.ROOT);
        default ->
            throw new InvalidField(pointer + "/field", "label_id, to_address or from_domain.");
      }
    }
    return new Asked(label, to, from);
  }
}
