package cadenza.webhooks.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.UseCase;
import cadenza.webhooks.domain.Told;
import cadenza.webhooks.domain.ToldEvents;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;

/** The logs of formats that keep one of their own: written with the feed, read by consumers. */
@UseCase
public class KeepToldEvents {
  private static final int BATCH = 1_000;

  @Inject ToldEvents told;
  @Inject Clocks clocks;

  /** The first of the next numbers of a workspace whose feed is held. */
  public long number(UUID workspaceId, String format, int count) {
    return told.number(workspaceId, format, count);
  }

  public void add(UUID workspaceId, String format, List<Told> events) {
    told.add(workspaceId, format, events, clocks.real());
  }

  /**
   * One page of a log.
   *
   * @param bodies as they were signed and sent
   * @param last the number of the last of them; 0 where there is none
   */
  public record Page(List<String> bodies, long last, boolean hasMore) {
    public Page {
      bodies = List.copyOf(bodies);
    }
  }

  /**
   * What was told after a number, as far as it is kept.
   *
   * @param limit how many at most
   */
  public Page after(UUID workspaceId, String format, long number, int limit) {
    var since = clocks.real().minus(ToldEvents.KEPT);
    var found = told.after(workspaceId, format, number, since, limit + 1);
    var page = found.subList(0, Math.min(limit, found.size()));
    return new Page(
        page.stream().map(Told::body).toList(),
        page.isEmpty() ? 0 : page.get(page.size() - 1).number(),
        found.size() > limit);
  }

  /**
   * Deletes a bit of what is too old.
   *
   * @return whether there may be more
   */
  public boolean forget() {
    return told.forget(clocks.real().minus(ToldEvents.KEPT), BATCH) == BATCH;
  }
}
