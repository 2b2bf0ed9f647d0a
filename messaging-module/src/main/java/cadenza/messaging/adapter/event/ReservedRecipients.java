package cadenza.messaging.adapter.event;

import cadenza.messaging.api.RecipientPace;
import cadenza.messaging.domain.MailAddress;
import cadenza.messaging.domain.PaceBook;
import cadenza.messaging.domain.PaceBook.LineEnd;
import cadenza.messaging.domain.PaceBook.Place;
import cadenza.messaging.domain.PaceBook.Reservation;
import cadenza.messaging.domain.PaceLimits;
import cadenza.messaging.domain.RecipientRoom;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The limits for recipient domains against what the messages say that were taken down for them.
 * Workspaces without such a limit cost one question for a whole batch, and no row.
 */
@ApplicationScoped
class ReservedRecipients implements RecipientPace {
  @Inject PaceBook paces;

  @Override
  public Map<UUID, Instant> reserve(List<Ask> asks, Instant now) {
    var workspaces = new TreeSet<UUID>();
    asks.forEach(ask -> workspaces.add(ask.workspaceId()));
    Map<UUID, PaceLimits> limits = new HashMap<>();
    if (!workspaces.isEmpty()) {
      paces.locked(workspaces).stream()
          .filter(PaceLimits::hasRecipientLimits)
          .forEach(one -> limits.put(one.workspaceId(), one));
    }
    if (limits.isEmpty()) {
      return Map.of();
    }
    var limited = asks.stream().filter(ask -> limits.containsKey(ask.workspaceId())).toList();
    return within(limits, limited, now);
  }

  private Map<UUID, Instant> within(Map<UUID, PaceLimits> limits, List<Ask> asks, Instant now) {
    Map<Place, PaceLimits> places = new HashMap<>();
    for (var ask : asks) {
      var ofWorkspace = limits.get(ask.workspaceId());
      if (ofWorkspace != null) {
        places.put(placeOf(ask), ofWorkspace);
      }
    }
    var rooms = paces.rooms(places, now);
    var later = new HashMap<UUID, Instant>();
    var reserved = new ArrayList<Reservation>();
    // Who was put off before comes first: his time is now.
    for (var ask : asks.stream().sorted(Comparator.comparing(Ask::waited).reversed()).toList()) {
      var place = placeOf(ask);
      var room = rooms.get(place);
      var time = room == null ? Optional.<Instant>empty() : room.take(ask.waited());
      if (time.isPresent()) {
        later.put(ask.messageId(), time.get());
      } else {
        reserved.add(new Reservation(place, ask.messageId(), ask.test()));
      }
    }
    paces.reserve(reserved, now);
    moveLines(rooms);
    return later;
  }

  private void moveLines(Map<Place, RecipientRoom> rooms) {
    var ends = new ArrayList<LineEnd>();
    rooms.forEach(
        (place, room) -> room.lineMovedTo().ifPresent(at -> ends.add(new LineEnd(place, at))));
    if (!ends.isEmpty()) {
      paces.moveLines(ends);
    }
  }

  @Override
  public Optional<Instant> look(UUID workspaceId, String address, Instant now) {
    var limits = paces.limits(workspaceId).filter(PaceLimits::hasRecipientLimits);
    if (limits.isEmpty()) {
      return Optional.empty();
    }
    var place = new Place(workspaceId, MailAddress.domain(address));
    var room = paces.rooms(Map.of(place, limits.get()), now).get(place);
    return room == null ? Optional.empty() : room.take(true);
  }

  private static Place placeOf(Ask ask) {
    return new Place(ask.workspaceId(), MailAddress.domain(ask.address()));
  }
}
