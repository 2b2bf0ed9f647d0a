package cadenza.messaging.domain;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The conversation that an inbound message belongs to.
 *
 * @param messageId the message it was matched by
 * @param sent whether we have written in the thread at all
 * @param writtenTo the address that our message went to; empty when there is none
 * @param by {@code header}, {@code thread} (by another message of it), {@code subject}, {@code
 *     contact} (who wrote anew), or {@code hand}
 * @param settles whether this is the first sign that our message, whose outcome is unknown, left
 */
public record ThreadMatch(
    UUID messageId,
    UUID threadId,
    @Nullable UUID contactId,
    @Nullable UUID enrollmentId,
    boolean sent,
    String writtenTo,
    String by,
    boolean settles) {

  /** Somebody to whom we have written writes anew, or goes on in a thread of his own. */
  static final String BY_CONTACT = "contact";

  public boolean isByContact() {
    return by.equals(BY_CONTACT);
  }

  /** Whether the headers name a message that we wrote. */
  public boolean answersOurs() {
    return sent && by.equals("header");
  }

  /** The same conversation, where it cannot be told which enrollment is answered. */
  ThreadMatch withoutEnrollment() {
    return new ThreadMatch(messageId, threadId, contactId, null, sent, writtenTo, by, settles);
  }

  /** The person has written, to whatever of ours; it was somebody's word that it was he. */
  ThreadMatch ofContact() {
    return new ThreadMatch(
        messageId, threadId, contactId, null, sent, writtenTo, BY_CONTACT, settles);
  }
}
