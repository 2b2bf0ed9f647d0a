package cadenza.access.application;

import cadenza.access.api.SessionCard;

/**
 * A session just opened.
 *
 * @param value what the cookie holds, which is nowhere else
 */
public record OpenedSession(SessionCard card, String value) {
  @Override
  public String toString() {
    return card.id().toString();
  }
}
