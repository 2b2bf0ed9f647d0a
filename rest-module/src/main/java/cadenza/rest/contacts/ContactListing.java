package cadenza.rest.contacts;

import cadenza.contacts.api.ContactCard;
import cadenza.kernel.api.Page;
import cadenza.rest.json.Paged;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One page of contacts.
 *
 * @param nextCursor give it as {@code ?cursor=} to read on; absent on the last page
 * @param total and {@code position}: only where a position was asked for
 */
@Schema(name = "ContactListing")
public record ContactListing(
    List<ContactBody> results,
    @Nullable String nextCursor,
    int limit,
    @Nullable Long total,
    @Nullable Integer position)
    implements Paged {
  static ContactListing of(
      Page<ContactCard> page, @Nullable Long total, @Nullable Integer position) {
    return new ContactListing(
        page.results().stream().map(ContactBody::of).toList(),
        page.next(),
        page.limit(),
        total,
        position);
  }

  @Override
  public ContactListing continuedBy(String cursor) {
    return new ContactListing(results, cursor, limit, total, position);
  }
}
