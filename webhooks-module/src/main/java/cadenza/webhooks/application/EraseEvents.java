package cadenza.webhooks.application;

import cadenza.contacts.api.ContactErased;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.UseCase;
import cadenza.webhooks.domain.Erasures;
import cadenza.webhooks.domain.Turn;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes persons out of the event log and out of what endpoints answered: noted at once, done soon.
 */
@UseCase
public class EraseEvents {
  private static final int BATCH = 500;

  @Inject Erasures erasures;
  @Inject Formats formats;
  @Inject Clocks clocks;

  public void note(ContactErased fact) {
    var mentions = new ArrayList<>(fact.addresses());
    mentions.addAll(namesOf(fact.contactId()));
    fact.alsoKnownAs().forEach(id -> mentions.addAll(namesOf(id)));
    erasures.add(fact.workspaceId(), mentions, clocks.real());
  }

  private List<String> namesOf(UUID contactId) {
    var names = new ArrayList<>(formats.namesOf(contactId));
    names.add(Ids.wire("ctc", contactId));
    return names;
  }

  /**
   * Something that is noted.
   *
   * @param resting that are left out
   */
  public Optional<Turn> next(Collection<Turn> resting) {
    return erasures.next(clocks.real(), resting);
  }

  /** A bit of it. */
  public void round(Turn turn) {
    erasures.round(turn, BATCH, clocks.real());
  }
}
