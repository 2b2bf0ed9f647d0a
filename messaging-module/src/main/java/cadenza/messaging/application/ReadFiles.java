package cadenza.messaging.application;

import cadenza.kernel.api.EngineWork;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.domain.Attachment;
import cadenza.messaging.domain.Attachments;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** Reads the files of a mail that is about to leave: not before, for many wait and few leave. */
@EngineWork
@UseCase
public class ReadFiles {
  @Inject Attachments attachments;

  public List<Attachment> of(UUID workspaceId, UUID messageId) {
    return attachments.toSend(workspaceId, messageId);
  }
}
