package cadenza.access.adapter;

import cadenza.access.application.TokenHolders;
import cadenza.access.application.TokensEnded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;

/** A busy token is not looked up at each request: those of the last moment are at hand. */
@ApplicationScoped
class KeptTokens implements TokenHolders {
  @Inject StoredTokens storedTokens;

  private final RecentHolders recent = new RecentHolders(System::nanoTime);

  @Override
  public Optional<Holder> with(String hash, Instant at) {
    return recent.with(hash, at, storedTokens);
  }

  void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) TokensEnded ended) {
    recent.forget();
  }
}
