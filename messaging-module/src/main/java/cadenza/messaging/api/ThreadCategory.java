package cadenza.messaging.api;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a person makes of an answer, in every workspace; a workspace may have more of its own. */
public enum ThreadCategory {
  INTERESTED,
  MEETING_REQUEST,
  /** Perhaps later. */
  NOT_NOW,
  NOT_INTERESTED,
  /** Names somebody else. */
  REFERRAL,
  WRONG_PERSON,
  OUT_OF_OFFICE,
  OTHER;

  /** In the interface's words: {@code meeting_request}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** For people to read: {@code Meeting request}. */
  public String title() {
    var words = word().replace('_', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  public static Optional<ThreadCategory> of(String word) {
    return Arrays.stream(values()).filter(one -> one.word().equals(word)).findFirst();
  }
}
