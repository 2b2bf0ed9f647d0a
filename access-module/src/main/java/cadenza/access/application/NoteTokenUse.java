package cadenza.access.application;

import cadenza.access.api.Caller;
import cadenza.access.domain.Tokens;
import cadenza.kernel.api.EngineWork;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.time.Instant;

/** Keeps, to the minute, when a token was last used. */
@EngineWork
@UseCase
public class NoteTokenUse {
  @Inject Tokens tokens;

  public void note(Caller caller, Instant at) {
    tokens.noteUse(caller.workspaceId(), caller.tokenId(), at);
  }
}
