package cadenza.webhooks.application;

import cadenza.webhooks.domain.Attempt;
import cadenza.webhooks.domain.DueDelivery;

/** Where claimed deliveries come from and go back to: each is either attempted or dropped, once. */
public interface Outlet {
  /** Whether the claim is so young that nobody needs to be asked whether it stands. */
  boolean fresh();

  /** Whether the claim stands still: not cancelled, not taken over. Asks the database. */
  boolean wanted(DueDelivery delivery);

  void attempted(Attempt attempt);

  /** No request was made; the end of its lease brings it back, if it is wanted then. */
  void dropped(DueDelivery delivery);
}
