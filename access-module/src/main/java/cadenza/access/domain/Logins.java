package cadenza.access.domain;

import jakarta.data.repository.Insert;
import jakarta.data.repository.Query;
import jakarta.data.repository.Repository;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Who has logged in. */
@Repository(dataStore = "access")
public interface Logins {
  @Insert
  void add(Login login);

  @Query("from Login where hash = :hash")
  Optional<Login> withHash(String hash);

  @Query("from Login where workspaceId = :workspaceId and id = :id")
  Optional<Login> with(UUID workspaceId, UUID id);

  @Query("update Login set seenAt = :at where workspaceId = :workspaceId and id = :id")
  void noteUse(UUID workspaceId, UUID id, Instant at);

  @Query("delete from Login where workspaceId = :workspaceId and id = :id")
  void end(UUID workspaceId, UUID id);

  @Query("delete from Login where workspaceId = :workspaceId and userId = :userId")
  void endAllOf(UUID workspaceId, UUID userId);

  @Query("delete from Login where seenAt < :oldest")
  void forgetUnseenSince(Instant oldest);
}
