package cadenza.webhooks.adapter.format.inbox;

import cadenza.contacts.api.ContactCard;
import cadenza.contacts.api.ContactCard.Profile;
import cadenza.messaging.api.Channel;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is on the other side, as a platform knows him.
 *
 * @param platformId what the platform tells people apart by: for e-mail the address
 * @param card null of somebody who is no contact, or no longer
 */
record Person(Channel channel, String platformId, String displayName, @Nullable ContactCard card) {
  private static final String X = "x";

  /**
   * Whom a message went to or came from.
   *
   * @param address there
   * @param name as he writes it; may be empty
   */
  static Person of(Channel channel, String address, String name, @Nullable ContactCard card) {
    var id = address.toLowerCase(Locale.ROOT);
    var shown = card != null && !card.fullName().isBlank() ? card.fullName() : name;
    return new Person(channel, id, shown.isBlank() ? id : shown, card);
  }

  /** A contact of whom no message says where he is: by e-mail, where he has an address. */
  static Person of(ContactCard card) {
    var email = card.emails().stream().findFirst().map(ContactCard.Email::address);
    if (email.isPresent()) {
      return of(Channel.EMAIL, email.get(), "", card);
    }
    return profile(card, X)
        .map(url -> of(Channel.X, lastPart(url), "", card))
        .or(() -> profile(card, "linkedin").map(url -> of(Channel.LINKEDIN, url, "", card)))
        .orElseGet(() -> of(Channel.EMAIL, InboxIds.of(card.id()), "", card));
  }

  /** Inbox calls X by its former name. */
  static String platform(Channel channel) {
    return channel == Channel.X ? "twitter" : channel.name().toLowerCase(Locale.ROOT);
  }

  String platform() {
    return platform(channel);
  }

  @Nullable String externalId() {
    return card == null ? null : InboxIds.of(card.id());
  }

  /** His name on X, where it is known, or else what stands before the host of an address. */
  String username() {
    return Optional.ofNullable(card)
        .flatMap(known -> profile(known, X))
        .map(Person::lastPart)
        .orElseGet(() -> platformId.replaceAll("@.*", ""));
  }

  /** Where he can be seen, or written to. */
  String profileUrl() {
    return Optional.ofNullable(card)
        .flatMap(known -> profile(known, X).or(() -> profile(known, "linkedin")))
        .orElseGet(() -> channel == Channel.EMAIL ? "mailto:" + platformId : platformId);
  }

  Optional<String> website() {
    return Optional.ofNullable(card).flatMap(known -> profile(known, "website"));
  }

  private static Optional<String> profile(ContactCard card, String type) {
    return card.profiles().stream()
        .filter(profile -> profile.type().equals(type))
        .map(Profile::url)
        .findFirst();
  }

  private static String lastPart(String url) {
    return url.replaceAll("[?#].*", "")
        .replaceAll("/+$", "")
        .replaceAll(".*/", "")
        .replace("@", "");
  }
}
