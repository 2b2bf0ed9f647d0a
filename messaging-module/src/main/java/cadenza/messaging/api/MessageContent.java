package cadenza.messaging.api;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is said, in its channel's form. */
public sealed interface MessageContent {
  /**
   * @param subject used when the message opens a thread; in an existing one the thread's first
   *     subject goes out behind {@code Re:}
   * @param html the second part of multipart/alternative, or null for text alone
   */
  record Email(String subject, String text, @Nullable String html, Copies copies)
      implements MessageContent {
    public Email(String subject, String text, @Nullable String html) {
      this(subject, text, html, Copies.NONE);
    }
  }

  /**
   * Who else gets a letter, and where its answers go; a step's mail has one recipient.
   *
   * @param replyTo null for where it comes from
   * @param cc is named in the mail
   * @param bcc is named nowhere
   */
  record Copies(@Nullable String replyTo, List<String> cc, List<String> bcc) {
    public static final Copies NONE = new Copies(null, List.of(), List.of());

    public Copies {
      cc = List.copyOf(cc);
      bcc = List.copyOf(bcc);
    }

    /** Everybody who gets it beside the one it is written to. */
    public List<String> recipients() {
      return Stream.concat(cc.stream(), bcc.stream()).toList();
    }
  }
}
