package cadenza.webhooks.adapter.query;

import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import java.util.UUID;

/** Where a page goes on: behind this id. */
final class Cursors {
  private static final String PREFIX = "cur";

  private Cursors() {}

  static String of(UUID id) {
    return Ids.wire(PREFIX, id);
  }

  static UUID read(String cursor) {
    return Ids.read(PREFIX, cursor)
        .orElseThrow(() -> new InvalidField("/cursor", "This cursor is not one of ours."));
  }
}
