package cadenza.messaging.application;

import cadenza.contacts.api.SuppressionList;
import cadenza.kernel.api.InvalidField;
import cadenza.messaging.api.MessageContent.Copies;
import cadenza.messaging.domain.MailAddress;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who else gets a letter: everybody once, and nobody who wants no mail. */
@Dependent
class LetterCopies {
  private static final int AT_MOST = 10;

  @Inject SuppressionList suppressions;

  /** One recipient of each domain: what is limited there is messages. */
  static Collection<String> ofEachDomain(String to, Copies copies) {
    var one = new LinkedHashMap<String, String>();
    one.put(MailAddress.domain(to), to);
    copies.recipients().forEach(it -> one.putIfAbsent(MailAddress.domain(it), it));
    return one.values();
  }

  /**
   * @param to who gets the letter itself, and so no copy
   * @return the same in the form that mail has them in
   */
  Copies of(UUID workspaceId, String to, Copies asked) {
    if (asked.equals(Copies.NONE)) {
      return asked;
    }
    var named = new HashSet<String>();
    named.add(key(to));
    return new Copies(
        replyTo(asked.replyTo()),
        each(workspaceId, "/cc", asked.cc(), named),
        each(workspaceId, "/bcc", asked.bcc(), named));
  }

  private static @Nullable String replyTo(@Nullable String address) {
    // It stands in a header only, where any server has to carry it.
    return address == null
        ? null
        : MailAddress.ascii(address.strip()).orElseThrow(() -> noAddress("/reply_to"));
  }

  private List<String> each(
      UUID workspaceId, String pointer, List<String> addresses, Set<String> named) {
    if (addresses.size() > AT_MOST) {
      throw new InvalidField(pointer, "At most " + AT_MOST + " addresses.");
    }
    var copies = new ArrayList<String>();
    for (int i = 0; i < addresses.size(); i++) {
      var at = pointer + "/" + i;
      var address = MailAddress.writable(addresses.get(i).strip()).orElseThrow(() -> noAddress(at));
      if (!suppressions.among(workspaceId, List.of(address)).isEmpty()) {
        throw new InvalidField(at, "suppressed", "Nobody may write to this address.");
      }
      if (named.add(key(address))) {
        copies.add(address);
      }
    }
    return copies;
  }

  private static String key(String address) {
    return address.toLowerCase(Locale.ROOT);
  }

  private static InvalidField noAddress(String pointer) {
    return new InvalidField(pointer, "This is not an address that mail can be sent to.");
  }
}
