package cadenza.messaging.domain;

/** What an inbound message is, judged by its structure and headers alone. */
public enum InboundKind {
  /** A person's words. The only kind that can stop anything. */
  REPLY,
  /** A machine answered in a person's name: vacation notice, acknowledgement. */
  AUTO_REPLY,
  /** A server says for certain that a recipient did not get something. */
  BOUNCE,
  /** A provider passes on that the recipient called it spam (ARF). */
  COMPLAINT,
  /** It was delivered, displayed or deleted; nobody said anything. */
  RECEIPT,
  /** Traffic of a mailing list. */
  LIST,
  /** None of these, or nothing we sent is answered by it. */
  OTHER;

  /** Whether anybody may want to read the whole of it. */
  public boolean isReadByPeople() {
    return this == REPLY || this == AUTO_REPLY || this == LIST || this == OTHER;
  }
}
