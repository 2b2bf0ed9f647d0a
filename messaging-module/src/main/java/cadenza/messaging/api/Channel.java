package cadenza.messaging.api;

/** Where a message travels. */
public enum Channel {
  EMAIL,
  LINKEDIN,
  X,
  SMS,
  WHATSAPP,
  VOICE
}
