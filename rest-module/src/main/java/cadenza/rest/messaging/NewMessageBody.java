package cadenza.rest.messaging;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A mail to one person: an answer in a conversation, or the first mail of a new one. */
@Schema(name = "NewMessage")
public record NewMessageBody(
    @Schema(description = "Absent in an answer, and with a token that is bound to an inbox")
        @Nullable String inboxId,
    @Schema(description = "The message to answer; absent to open a conversation")
        @Nullable String replyToMessageId,
    @Schema(description = "One address; an answer may leave it out") @Size(max = 1)
        @Nullable List<@NotNull String> to,
    @Schema(description = "Of a new conversation; an answer has that of its conversation")
        @Nullable String subject,
    @Nullable String textBody,
    @Nullable String htmlBody,
    @Schema(description = "Who is named as getting a copy, 10 at most") @Size(max = 10)
        @Nullable List<@NotNull String> cc,
    @Schema(description = "Who gets a copy and is named nowhere, 10 at most") @Size(max = 10)
        @Nullable List<@NotNull String> bcc,
    @Schema(
            description =
                "Where answers go. What goes to no connected inbox is not seen, and stops nothing")
        @Nullable String replyTo,
    @Schema(description = "Files of POST /v1/blobs, 20 and 10 MiB at most") @Size(max = 20)
        @Nullable List<@NotNull @Valid FileToAttach> attachments) {

  /** An uploaded file. */
  @Schema(name = "FileToAttach")
  public record FileToAttach(@NotNull String blobId) {}
}
