package cadenza.rest.approvals;

import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Whom a request reaches, as things stood when it was asked for or edited.
 *
 * @param contacts how many, where it names a label or a filter
 * @param contactsNow how many there are now, while it is pending; null in what is kept
 * @param addresses of the contacts that it names by their ids
 */
@Schema(name = "Reach")
public record ReachBody(
    @Nullable Long contacts, @Nullable Long contactsNow, @Nullable List<ReachedBody> addresses) {
  /** A contact, and where mail to it goes. */
  @Schema(name = "Reached")
  public record ReachedBody(String contactId, @Nullable String address) {}

  /** What names everybody by an address is sure of whom it reaches. */
  public static ReachBody nobodyElse() {
    return new ReachBody(null, null, null);
  }

  public static ReachBody many(long contacts) {
    return new ReachBody(contacts, null, null);
  }

  public static ReachBody of(List<ReachedBody> addresses) {
    return new ReachBody(null, null, addresses);
  }

  ReachBody andNow(ReachBody now) {
    return new ReachBody(contacts, now.contacts, addresses);
  }

  /** Whether a contact is written to somewhere else by now; one that is gone is not at all. */
  boolean isElsewhere(ReachBody now) {
    if (now.addresses == null) {
      return false;
    }
    return !Set.copyOf(addresses == null ? List.of() : addresses).containsAll(now.addresses);
  }
}
