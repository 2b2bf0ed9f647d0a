package cadenza.messaging.adapter.email.smtp;

import java.util.Optional;
import java.util.regex.Pattern;

/** What a server calls the message that it has just accepted, as far as its reply says. */
final class ProviderName {
  /** Outlook, Brevo: the whole new Message-ID. */
  private static final Pattern MESSAGE_ID =
      Pattern.compile("<([\\x21-\\x7e&&[^<>@]]{1,250})@[^<>\\s]{1,253}>");

  /**
   * Amazon SES, Postmark: its first part. Names of queues are shorter, and nobody refers to them.
   */
  private static final Pattern TOKEN =
      Pattern.compile(
          "^250[ -](?:2\\.\\d\\.\\d )?ok:? (?:queued as )?([0-9a-z][0-9a-z._-]{19,249})$",
          Pattern.CASE_INSENSITIVE);

  private ProviderName() {}

  /** Without angle brackets, and without what follows the at sign. */
  static Optional<String> in(String reply) {
    var id = MESSAGE_ID.matcher(reply);
    if (id.find()) {
      return Optional.of(id.group(1));
    }
    var token = TOKEN.matcher(reply.strip());
    return token.find() ? Optional.of(token.group(1)) : Optional.empty();
  }
}
