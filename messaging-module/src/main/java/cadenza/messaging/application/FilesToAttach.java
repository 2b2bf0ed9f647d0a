package cadenza.messaging.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.InvalidField;
import cadenza.messaging.api.BlobCard;
import cadenza.messaging.domain.BlobShelf;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The uploaded files that a letter takes along. */
@Dependent
class FilesToAttach {
  /** Of all together; what Base64 makes of them is what mail servers commonly take. */
  static final long BYTES_AT_MOST = 10_485_760;

  @Inject BlobShelf shelf;
  @Inject Clocks clocks;

  /** They are all there, and not too much. */
  void require(UUID workspaceId, List<UUID> files) {
    if (files.isEmpty()) {
      return;
    }
    Map<UUID, BlobCard> there =
        shelf.cards(workspaceId, files, clocks.real()).stream()
            .collect(Collectors.toMap(BlobCard::id, Function.identity()));
    long bytes = 0;
    for (int i = 0; i < files.size(); i++) {
      var file = there.remove(files.get(i));
      if (file == null) {
        throw new InvalidField(
            "/attachments/" + i + "/blob_id",
            "not_found",
            "There is no such file, or it has expired, or is named twice.");
      }
      bytes += file.size();
    }
    if (bytes > BYTES_AT_MOST) {
      throw new InvalidField("/attachments", "Files of 10 MiB together at most.");
    }
  }

  void attach(UUID workspaceId, UUID messageId, List<UUID> files) {
    if (!files.isEmpty()) {
      shelf.attach(workspaceId, messageId, files);
    }
  }
}
