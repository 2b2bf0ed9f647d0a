package cadenza.contacts.domain;

import cadenza.contacts.api.SuppressionDraft;
import cadenza.kernel.api.InvalidField;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who or what is suppressed.
 *
 * @param text in its normal form: what is asked with is brought into the same
 * @param channel null unless the kind is CHANNEL
 */
public record SuppressionSubject(Kind kind, String text, @Nullable String channel) {
  /** How far a suppression reaches. */
  public enum Kind {
    ADDRESS,
    DOMAIN,
    CHANNEL
  }

  private static final Set<String> CHANNELS =
      Set.of("EMAIL", "LINKEDIN", "X", "SMS", "WHATSAPP", "VOICE");

  public static SuppressionSubject of(SuppressionDraft draft) {
    var address = draft.address();
    var domain = draft.domain();
    if ((address == null) == (domain == null)) {
      throw new InvalidField("/address", "exactly_one", "Give exactly one of address and domain.");
    }
    if (address == null) {
      if (draft.channel() != null) {
        throw new InvalidField(
            "/channel", "not_for_domain", "A domain is suppressed on every channel.");
      }
      return new SuppressionSubject(
          Kind.DOMAIN, DomainName.of("/domain", String.valueOf(domain)).text(), null);
    }
    var text = textOf("/address", address);
    return draft.channel() == null
        ? new SuppressionSubject(Kind.ADDRESS, text, null)
        : new SuppressionSubject(Kind.CHANNEL, text, channelOf(draft.channel()));
  }

  /** The normal form of what somebody looks for: an address, or else a domain. */
  public static String asked(String text) {
    return text.contains("@")
            || ProfileUrl.looksLike(text.strip())
            || PhoneNumber.looksLike(text.strip())
        ? textOf("/address", text)
        : DomainName.of("/domain", text).text();
  }

  /** The normal form of an e-mail address, a profile or a phone number. */
  static String textOf(String pointer, String address) {
    var text = address.strip();
    if (ProfileUrl.looksLike(text)) {
      return ProfileUrl.of(pointer, text).key();
    }
    if (PhoneNumber.looksLike(text)) {
      return PhoneNumber.keyOf(text);
    }
    return EmailAddress.of(pointer, text).key();
  }

  private static String channelOf(String channel) {
    var name = channel.strip().toUpperCase(Locale.ROOT);
    if (!CHANNELS.contains(name)) {
      throw new InvalidField("/channel", "unknown_channel", "There is no such channel.");
    }
    return name;
  }
}
