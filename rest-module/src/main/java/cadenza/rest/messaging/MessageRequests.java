package cadenza.rest.messaging;

import cadenza.access.api.Caller;
import cadenza.access.api.Scopes;
import cadenza.kernel.api.Ids;
import cadenza.messaging.api.MessageContent.Copies;
import cadenza.messaging.api.MessageDraft;
import cadenza.messaging.application.WriteMessage;
import cadenza.rest.approvals.Approvable;
import cadenza.rest.approvals.ReachBody;
import cadenza.rest.json.WireId;
import cadenza.rest.messaging.NewMessageBody.FileToAttach;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what shall be written, and does it now or once it is approved. */
@ApplicationScoped
public class MessageRequests implements Approvable<NewMessageBody> {
  @Inject WriteMessage writeMessage;

  WrittenBody write(NewMessageBody body, Caller caller) {
    var written = writeMessage.write(read(body, caller));
    return new WrittenBody(
        Ids.wire("msg", written.messageId()), Ids.wire("thr", written.threadId()));
  }

  @Override
  public String kind() {
    return "message";
  }

  @Override
  public String scope() {
    return Scopes.EMAIL_SEND;
  }

  @Override
  public Class<NewMessageBody> body() {
    return NewMessageBody.class;
  }

  @Override
  public void check(NewMessageBody body, Caller asker) {
    writeMessage.check(read(body, asker));
  }

  /** What is answered keeps its address, and a new mail names everybody whom it reaches. */
  @Override
  public ReachBody reaches(NewMessageBody body, UUID workspaceId) {
    return ReachBody.nobodyElse();
  }

  @Override
  public JsonObject perform(NewMessageBody body, Caller asker) {
    var written = write(body, asker);
    return Json.createObjectBuilder()
        .add("message_id", written.messageId())
        .add("thread_id", written.threadId())
        .build();
  }

  private static MessageDraft read(NewMessageBody body, Caller caller) {
    var to = body.to();
    return new MessageDraft(
        caller.workspaceId(),
        caller.boundInbox(),
        WireId.inBodyOrNull("inb", "/inbox_id", body.inboxId()),
        WireId.inBodyOrNull("msg", "/reply_to_message_id", body.replyToMessageId()),
        to == null || to.isEmpty() ? null : to.get(0),
        body.subject(),
        body.textBody(),
        body.htmlBody(),
        new Copies(body.replyTo(), orNone(body.cc()), orNone(body.bcc())),
        files(body.attachments()));
  }

  private static List<UUID> files(@Nullable List<FileToAttach> attachments) {
    var ids = new ArrayList<UUID>();
    for (var file : orNone(attachments)) {
      ids.add(WireId.inBody("blb", "/attachments/" + ids.size() + "/blob_id", file.blobId()));
    }
    return ids;
  }

  private static <T> List<T> orNone(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
