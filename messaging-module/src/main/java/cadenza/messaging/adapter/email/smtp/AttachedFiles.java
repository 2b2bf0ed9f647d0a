package cadenza.messaging.adapter.email.smtp;

import cadenza.kernel.api.EngineWork;
import cadenza.messaging.application.ReadFiles;
import cadenza.messaging.domain.Attachment;
import cadenza.messaging.domain.BegunMessage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.util.List;

/** Lets a line's own thread read what is attached: one request, one transaction. */
@EngineWork
@ApplicationScoped
@ActivateRequestContext
class AttachedFiles {
  @Inject ReadFiles readFiles;

  List<Attachment> of(BegunMessage message) {
    return readFiles.of(message.workspaceId(), message.id());
  }
}
