package cadenza.messaging.api;

import org.jspecify.annotations.Nullable;

/** What is said, in its channel's form. */
public sealed interface MessageContent {
  /**
   * @param subject used when the message opens a thread; in an existing one the thread's first
   *     subject goes out behind {@code Re:}
   * @param html the second part of multipart/alternative, or null for text alone
   */
  record Email(String subject, String text, @Nullable String html) implements MessageContent {}
}
