package cadenza.access.application;

import cadenza.access.api.TokenCard;
import cadenza.access.domain.Token;
import cadenza.access.domain.Tokens;
import cadenza.kernel.api.Page;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The tokens of a workspace that are not revoked, newest first. */
@UseCase
public class ListTokens {
  @Inject Tokens tokens;

  public Page<TokenCard> list(UUID workspaceId, @Nullable UUID after, int limit) {
    var rows = tokens.page(workspaceId, after, limit + 1);
    return Page.of(rows, limit, token -> token.id().toString()).map(Token::card);
  }
}
