package cadenza.messaging.domain;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whom an outbound message was written to.
 *
 * @param copies who else got it
 */
public record WrittenTo(
    UUID workspaceId,
    UUID messageId,
    @Nullable UUID contactId,
    @Nullable UUID enrollmentId,
    String address,
    List<String> copies) {
  public WrittenTo {
    copies = List.copyOf(copies);
  }

  public WrittenTo(
      UUID workspaceId,
      UUID messageId,
      @Nullable UUID contactId,
      @Nullable UUID enrollmentId,
      String address) {
    this(workspaceId, messageId, contactId, enrollmentId, address, List.of());
  }

  /**
   * Whom a report about the message concerns. Of a letter that several got, what is not said of the
   * one it was written to is not held against him.
   *
   * @param recipient as the report names him; a mail that one got may have been forwarded by him
   * @return without an address where nobody can tell
   */
  public WrittenTo concerning(String recipient) {
    if (copies.isEmpty() || MailAddress.same(address, recipient)) {
      return this;
    }
    var copied = copies.stream().filter(one -> MailAddress.same(one, recipient)).findFirst();
    return new WrittenTo(workspaceId, messageId, null, null, copied.orElse(""), List.of());
  }
}
