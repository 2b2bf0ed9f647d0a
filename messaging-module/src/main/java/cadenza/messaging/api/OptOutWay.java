package cadenza.messaging.api;

/** How somebody said that he wants no more mail. */
public enum OptOutWay {
  /** By the link of a message: one click in his mail program, or the page behind it. */
  LINK,
  /** By a mail to the address in List-Unsubscribe. */
  MAIL,
  /** In the words of a reply. */
  WORDS
}
