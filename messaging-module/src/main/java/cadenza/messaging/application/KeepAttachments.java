package cadenza.messaging.application;

import cadenza.messaging.domain.Attachment;
import cadenza.messaging.domain.Attachments;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Keeps the files of a mail as far as there is room for them, and names the others. */
@Dependent
class KeepAttachments {
  @Inject Attachments attachments;

  @Inject
  @ConfigProperty(name = "cadenza.messaging.attachment-bytes", defaultValue = "5242880")
  long bytesOfOne;

  @Inject
  @ConfigProperty(name = "cadenza.messaging.attachments-bytes", defaultValue = "10485760")
  long bytesOfAll;

  @Inject
  @ConfigProperty(name = "cadenza.messaging.attachments", defaultValue = "20")
  int number;

  /**
   * @param readable whether anybody may want to read them: not of a report, nor of old mail
   */
  void keep(UUID workspaceId, UUID messageId, List<Attachment> files, boolean readable) {
    var rows = new ArrayList<Attachment>();
    long bytes = 0;
    int kept = 0;
    for (var file : files) {
      var size = file.size();
      boolean fits =
          readable
              && size != null
              && size <= bytesOfOne
              && bytes + size <= bytesOfAll
              && kept < number;
      if (fits && size != null) {
        bytes += size;
        kept++;
      }
      rows.add(fits ? file : file.withoutContent());
    }
    attachments.store(workspaceId, messageId, rows);
  }
}
