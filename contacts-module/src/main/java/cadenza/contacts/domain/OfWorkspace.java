package cadenza.contacts.domain;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.LockMode;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** What is asked in the same way of every kind of thing that a workspace has. */
final class OfWorkspace {
  private OfWorkspace() {}

  /** Until the end of the transaction. */
  static <T> Optional<T> locked(
      StatelessSession session, Class<T> type, UUID workspaceId, UUID id, LockMode mode) {
    return session
        .createSelectionQuery(
            "from " + type.getSimpleName() + " where workspaceId = :workspaceId and id = :id", type)
        .setParameter("workspaceId", workspaceId)
        .setParameter("id", id)
        .setHibernateLockMode(mode)
        .uniqueResultOptional();
  }

  /** Newest first. */
  static <T> List<T> page(
      StatelessSession session, Class<T> type, UUID workspaceId, @Nullable UUID after, int atMost) {
    var selection =
        session
            .createSelectionQuery(
                "from "
                    + type.getSimpleName()
                    + " where workspaceId = :workspaceId"
                    + (after == null ? "" : " and id < :after")
                    + " order by id desc",
                type)
            .setParameter("workspaceId", workspaceId)
            .setMaxResults(atMost);
    if (after != null) {
      selection.setParameter("after", after);
    }
    return selection.getResultList();
  }
}
