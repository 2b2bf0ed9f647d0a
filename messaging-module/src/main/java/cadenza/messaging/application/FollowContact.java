package cadenza.messaging.application;

import cadenza.kernel.api.UseCase;
import cadenza.messaging.domain.ContactTraces;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/** Does with the conversations what happens to their contact. */
@UseCase
public class FollowContact {
  @Inject ContactTraces traces;

  /** Those with whom there is a conversation. */
  public Set<UUID> writtenTo(UUID workspaceId, Collection<UUID> contactIds) {
    return traces.inConversation(workspaceId, contactIds);
  }

  public void merged(UUID workspaceId, UUID merged, UUID kept) {
    traces.move(workspaceId, merged, kept);
  }

  /**
   * @param addresses in lower case
   */
  public void erased(UUID workspaceId, Collection<UUID> contactIds, Collection<String> addresses) {
    var said = traces.saidWith(workspaceId, contactIds, addresses);
    traces.lock(workspaceId, contactIds, said);
    traces.forget(workspaceId, contactIds, addresses, said);
  }

  /**
   * What a due step queued while {@link #erased} ran, by whoever held the enrollment: it was not to
   * be seen then.
   */
  public void forgetLate(
      UUID workspaceId, Collection<UUID> contactIds, Collection<String> addresses) {
    var said = traces.saidWith(workspaceId, contactIds, addresses);
    traces.forget(workspaceId, contactIds, addresses, said);
  }
}
