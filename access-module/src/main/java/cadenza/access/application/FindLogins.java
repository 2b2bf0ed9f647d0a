package cadenza.access.application;

import cadenza.access.domain.Users;
import cadenza.kernel.api.EngineWork;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whose password an address may be opened with. */
@EngineWork
@UseCase
public class FindLogins {
  /** An address may be somebody's in several workspaces; beyond these he names the workspace. */
  private static final int MOST = 5;

  /** Somebody who may be meant. */
  public record Candidate(UUID workspaceId, UUID userId, String stretched) {
    @Override
    public String toString() {
      return userId.toString();
    }
  }

  @Inject Users users;

  public List<Candidate> with(String email, @Nullable UUID workspaceId) {
    return users.withPassword(email, workspaceId, MOST).stream()
        .flatMap(
            user ->
                user
                    .password()
                    .map(stretched -> new Candidate(user.workspaceId(), user.id(), stretched))
                    .stream())
        .toList();
  }
}
