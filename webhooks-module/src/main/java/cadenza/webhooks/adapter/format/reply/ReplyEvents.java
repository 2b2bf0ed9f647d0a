package cadenza.webhooks.adapter.format.reply;

import cadenza.contacts.api.ContactCard;
import cadenza.messaging.api.Channel;
import cadenza.sequences.api.EnrollmentBook.EnrollmentLine;
import cadenza.webhooks.adapter.format.FactData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reply.io's events of the facts of one round. What is about a person is not told when nobody knows
 * who that is, or he is gone.
 */
final class ReplyEvents {
  private final ReplyRound round;
  private final MailEvents mail;
  private final LinkedInEvents linkedIn;

  ReplyEvents(ReplyRound round, ReplyLinks links) {
    this.round = round;
    this.mail = new MailEvents(this, round, links);
    this.linkedIn = new LinkedInEvents(this, round);
  }

  /** Fills in the keys of an event. */
  @FunctionalInterface
  interface Keys extends Consumer<Map<String, @Nullable Object>> {}

  List<ReplyEvent> of(FactData fact) {
    boolean onLinkedIn = round.channel(fact) == Channel.LINKEDIN;
    return switch (fact.type()) {
      case "message.sent" -> onLinkedIn ? linkedIn.sent(fact) : mail.sent(fact);
      case "reply.received" -> onLinkedIn ? linkedIn.replied(fact) : mail.replied(fact);
      case "thread.categorized" -> onLinkedIn ? linkedIn.categorized(fact) : mail.categorized(fact);
      case "enrollment.marked_replied" -> mail.markedReplied(fact);
      case "auto_reply.received" -> mail.autoReplied(fact);
      case "message.opened" -> mail.opened(fact);
      case "message.clicked" -> mail.clicked(fact);
      case "message.bounced" -> mail.bounced(fact);
      case "inbox.troubled" -> mail.troubled(fact);
      case "contact.opted_out" -> optedOut(fact);
      case "enrollment.finished" -> finished(fact);
      case "call.ended" -> called(fact);
      case "connection_request.sent" -> linkedIn.requestSent(fact);
      case "connection_request.accepted" -> linkedIn.requestAccepted(fact);
      case "sequence.autopilot_stopped", "sequence.paused" -> autopilotStopped(fact);
      default -> List.of();
    };
  }

  private List<ReplyEvent> optedOut(FactData fact) {
    var step = round.message(fact).map(message -> message.stepNumber()).orElse(null);
    return aboutPerson(
        ReplyTypes.CONTACT_OPTED_OUT,
        fact,
        step,
        own -> {
          own.put("sent_email_id", fact.id("message_id", "msg").map(Kind.MESSAGE::of).orElse(null));
          own.put("opt_out_date", fact.fact().occurredAt());
        });
  }

  private List<ReplyEvent> finished(FactData fact) {
    return aboutPerson(
        ReplyTypes.CONTACT_FINISHED,
        fact,
        null,
        own -> {
          own.put("finish_reason", Words.finish(fact.text("reason").orElse("")));
          own.put("finished_at", fact.fact().occurredAt());
        });
  }

  private List<ReplyEvent> called(FactData fact) {
    return aboutPerson(
        ReplyTypes.CONTACT_CALLED,
        fact,
        step(fact),
        own -> {
          own.put("call_sid", fact.text("call_sid").orElse(null));
          own.put("from_number", fact.text("from_number").orElse(null));
          own.put("status", Words.pascal(fact.text("status").orElse("")));
          own.put("duration", fact.number("duration_seconds").orElse(0L));
          own.put("resolution", fact.text("resolution").map(Words::pascal).orElse(null));
        });
  }

  private List<ReplyEvent> autopilotStopped(FactData fact) {
    var own = new LinkedHashMap<String, @Nullable Object>();
    own.put("sequence_name", fact.text("name").orElse(null));
    own.put("error_message", Words.stopped(fact));
    var sequence = new LinkedHashMap<String, @Nullable Object>();
    fact.id("sequence_id", "seq").map(Kind.SEQUENCE::of).ifPresent(id -> sequence.put("id", id));
    sequence.put("name", fact.text("name").orElse(null));
    return List.of(new ReplyEvent(ReplyTypes.AUTOPILOT_STOPPED, own, null, sequence));
  }

  /**
   * @param step of what the event is about; null for that which the person is at
   */
  List<ReplyEvent> aboutPerson(String type, FactData fact, @Nullable Integer step, Keys keys) {
    var contact = contact(fact);
    if (contact == null) {
      return List.of();
    }
    var own = new LinkedHashMap<String, @Nullable Object>();
    keys.accept(own);
    var sequence = sequence(fact, step);
    sequence.keySet().retainAll(ReplySamples.sequenceKeys(type));
    return List.of(new ReplyEvent(type, own, contact, sequence));
  }

  static @Nullable Integer step(FactData fact) {
    return fact.number("step_number").map(Long::intValue).orElse(null);
  }

  private @Nullable ContactCard contact(FactData fact) {
    var contacts = round.scene().contacts();
    return fact.id("contact_id", "ctc")
        .or(() -> enrollment(fact).map(EnrollmentLine::contactId))
        .or(() -> round.message(fact).flatMap(message -> optional(message.contactId())))
        .map(contacts::get)
        .orElse(null);
  }

  private static Optional<UUID> optional(@Nullable UUID id) {
    return Optional.ofNullable(id);
  }

  private Optional<EnrollmentLine> enrollment(FactData fact) {
    return fact.id("enrollment_id", "enr").map(round.scene().enrollments()::get);
  }

  /** Empty for what somebody did outside any sequence. */
  private Map<String, @Nullable Object> sequence(FactData fact, @Nullable Integer step) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    enrollment(fact)
        .ifPresent(
            line -> {
              var sequence = round.scene().sequences().get(line.sequenceId());
              fields.put("id", Kind.SEQUENCE.of(line.sequenceId()));
              fields.put("name", sequence == null ? null : sequence.name());
              fields.put("step_number", step == null ? line.stepNumber() : step);
            });
    return fields;
  }
}
