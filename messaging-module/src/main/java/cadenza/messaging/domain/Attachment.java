package cadenza.messaging.domain;

import org.jspecify.annotations.Nullable;

/** A file of a mail. */
public final class Attachment {
  private final String name;
  private final String contentType;
  private final boolean inline;
  private final @Nullable String contentId;
  private final @Nullable Long size;
  private final byte @Nullable [] content;

  private Attachment(
      String name,
      String contentType,
      boolean inline,
      @Nullable String contentId,
      @Nullable Long size,
      byte @Nullable [] content) {
    this.name = name;
    this.contentType = contentType;
    this.inline = inline;
    this.contentId = contentId;
    this.size = size;
    this.content = content;
  }

  /**
   * @param name of the file, without a path
   * @param contentType as the mail claims, in lower case and without parameters
   * @param inline whether it is shown within the text, as a picture is
   * @param contentId what the text calls it, without angle brackets
   */
  public static Attachment of(
      String name,
      String contentType,
      boolean inline,
      @Nullable String contentId,
      byte @Nullable [] content) {
    var size = content == null ? null : Long.valueOf(content.length);
    return new Attachment(name, contentType, inline, contentId, size, content);
  }

  /** The same, of which only the beginning was read. */
  public Attachment cutOff() {
    return new Attachment(name, contentType, inline, contentId, null, null);
  }

  /** The same, which is named and not kept. */
  public Attachment withoutContent() {
    return new Attachment(name, contentType, inline, contentId, size, null);
  }

  public String name() {
    return name;
  }

  public String contentType() {
    return contentType;
  }

  public boolean isInline() {
    return inline;
  }

  public @Nullable String contentId() {
    return contentId;
  }

  /** In bytes; null where it was not read to its end. */
  public @Nullable Long size() {
    return size;
  }

  public byte @Nullable [] content() {
    return content;
  }
}
