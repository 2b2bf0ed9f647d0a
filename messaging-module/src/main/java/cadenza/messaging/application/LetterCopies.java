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
import java.util.stream.Stream;
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
    var cc = written("/cc", asked.cc());
    var bcc = written("/bcc", asked.bcc());
    var all = Stream.concat(cc.stream(), bcc.stream()).toList();
    var suppressed = all.isEmpty() ? Set.<String>of() : suppressions.among(workspaceId, all);
    return new Copies(
        replyTo(asked.replyTo()),
        each("/cc", cc, suppressed, named),
        each("/bcc", bcc, suppressed, named));
  }

  private static @Nullable String replyTo(@Nullable String address) {
    // It stands in a header only, where any server has to carry it.
    return address == null
        ? null
        : MailAddress.ascii(address.strip()).orElseThrow(() -> noAddress("/reply_to"));
  }

  private static List<String> written(String pointer, List<String> addresses) {
    if (addresses.size() > AT_MOST) {
      throw new InvalidField(pointer, "At most " + AT_MOST + " addresses.");
    }
    var written = new ArrayList<String>();
    for (int i = 0; i < addresses.size(); i++) {
      var at = pointer + "/" + i;
      written.add(MailAddress.writable(addresses.get(i).strip()).orElseThrow(() -> noAddress(at)));
    }
    return written;
  }

  private static List<String> each(
      String pointer, List<String> addresses, Set<String> suppressed, Set<String> named) {
    var copies = new ArrayList<String>();
    for (int i = 0; i < addresses.size(); i++) {
      var address = addresses.get(i);
      if (suppressed.contains(key(address))) {
        throw new InvalidField(
            pointer + "/" + i, "suppressed", "Nobody may write to this address.");
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
