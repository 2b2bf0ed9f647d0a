package cadenza.messaging.api;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that came with a mail.
 *
 * @param contentType as the mail claims
 * @param inline whether it is shown within the text, as a picture is
 * @param contentId what the text calls it
 * @param size in bytes; null where the mail was too large to be read that far
 * @param kept whether it can be read; else it was more than is kept
 */
public record AttachmentCard(
    UUID id,
    String name,
    String contentType,
    boolean inline,
    @Nullable String contentId,
    @Nullable Long size,
    boolean kept) {}
