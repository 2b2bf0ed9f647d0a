package cadenza.contacts.api;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Questions about many contacts of one workspace, for what is done in bulk. */
public interface Audience {
  /**
   * A contact as somebody must know it who is about to write to many.
   *
   * @param address the one that is written to, in lower case; null when the contact has none
   * @param zone the contact's own IANA zone, or null
   * @param suppressed whether nobody may write to the address now
   */
  record Member(
      UUID contactId, @Nullable String address, @Nullable String zone, boolean suppressed) {}

  /**
   * For somebody who is about to write down something for many: none of the contacts is deleted or
   * merged before the end of the transaction. Said before any contact is locked.
   */
  void letNobodyGo(UUID workspaceId);

  /** Two statements, whatever the size. Ids that the workspace does not have are absent. */
  List<Member> members(UUID workspaceId, Collection<UUID> contactIds);

  /** Who holds these addresses, by the address in lower case; one statement. */
  Map<String, UUID> holders(UUID workspaceId, Collection<String> addresses);

  /** The form in which addresses are compared; empty for what is no e-mail address. */
  Optional<String> keyOf(String address);

  /**
   * Whom something large is for, in a form that can be kept: read by this interface alone.
   *
   * @param text never empty
   */
  record Selection(String text) {}

  /**
   * The contacts that meet all that is said; null asks nothing. A label that the workspace does not
   * have is refused.
   *
   * @param domain of the company
   */
  Selection selection(UUID workspaceId, @Nullable UUID labelId, @Nullable String domain);

  /** The next contacts of a selection in the order of their ids, after one; null for the start. */
  List<Member> select(UUID workspaceId, Selection selection, @Nullable UUID after, int atMost);

  /** How many a selection has now. */
  long count(UUID workspaceId, Selection selection);
}
