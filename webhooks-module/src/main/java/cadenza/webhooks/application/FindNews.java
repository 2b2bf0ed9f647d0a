package cadenza.webhooks.application;

import cadenza.kernel.api.UseCase;
import cadenza.webhooks.domain.EventRows;
import cadenza.webhooks.domain.Watched;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;

/** Asks once for all who wait on this node whether they wait in vain. */
@UseCase
public class FindNews {
  @Inject EventRows events;

  /**
   * @return the places of those who have something to read
   */
  public Set<Integer> among(List<Watched> watched) {
    return events.withNews(watched);
  }
}
