package cadenza.webhooks.adapter.timer;

import cadenza.access.api.Caller;
import cadenza.access.api.EndedCallers;
import cadenza.kernel.api.EngineWork;
import cadenza.webhooks.application.CancelDeliveries;
import cadenza.webhooks.application.ClaimDeliveries;
import cadenza.webhooks.application.DeleteOld;
import cadenza.webhooks.application.EraseEvents;
import cadenza.webhooks.application.FindNews;
import cadenza.webhooks.application.GiveUpEndpoints;
import cadenza.webhooks.application.KeepToldEvents;
import cadenza.webhooks.application.RelayEvents;
import cadenza.webhooks.application.ResendDeliveries;
import cadenza.webhooks.application.SettleDeliveries;
import cadenza.webhooks.application.TranslateEvents;
import cadenza.webhooks.domain.Attempt;
import cadenza.webhooks.domain.Deliveries.Slots;
import cadenza.webhooks.domain.Deliveries.UnderWay;
import cadenza.webhooks.domain.DueDelivery;
import cadenza.webhooks.domain.EventRows.Relayed;
import cadenza.webhooks.domain.Feeds.Feed;
import cadenza.webhooks.domain.Turn;
import cadenza.webhooks.domain.Watched;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One transaction each, with a request of its own, since a repository lives no longer. */
@EngineWork
@Dependent
class Rounds {
  @Inject RelayEvents relayEvents;
  @Inject FindNews findNews;
  @Inject EndedCallers endedCallers;
  @Inject TranslateEvents translateEvents;
  @Inject KeepToldEvents toldEvents;
  @Inject EraseEvents eraseEvents;
  @Inject DeleteOld deleteOld;
  @Inject ResendDeliveries resendDeliveries;
  @Inject ClaimDeliveries claimDeliveries;
  @Inject SettleDeliveries settleDeliveries;
  @Inject GiveUpEndpoints giveUpEndpoints;
  @Inject CancelDeliveries cancelDeliveries;

  @ActivateRequestContext
  Relayed relay(int atMost) {
    return relayEvents.round(atMost);
  }

  @ActivateRequestContext
  Set<Integer> news(List<Watched> watched) {
    return findNews.among(watched);
  }

  @ActivateRequestContext
  Set<UUID> ended(Collection<Caller> callers) {
    return endedCallers.among(callers);
  }

  @ActivateRequestContext
  Optional<Feed> nextFeed(@Nullable Feed before) {
    return translateEvents.next(before);
  }

  @ActivateRequestContext
  OptionalInt tell(Feed feed, int atMost) {
    return translateEvents.tell(feed, atMost);
  }

  @ActivateRequestContext
  void leaveOut(Feed feed) {
    translateEvents.leaveOut(feed);
  }

  @ActivateRequestContext
  boolean forgetTold() {
    return toldEvents.forget();
  }

  @ActivateRequestContext
  Optional<Turn> nextErasure(Collection<Turn> resting) {
    return eraseEvents.next(resting);
  }

  @ActivateRequestContext
  void erase(Turn erasure) {
    eraseEvents.round(erasure);
  }

  @ActivateRequestContext
  boolean deleteOld() {
    return deleteOld.round();
  }

  @ActivateRequestContext
  Optional<Turn> nextResending(Collection<Turn> resting) {
    return resendDeliveries.next(resting);
  }

  @ActivateRequestContext
  void resend(Turn resending) {
    resendDeliveries.round(resending);
  }

  @ActivateRequestContext
  List<DueDelivery> claim(Map<UUID, UnderWay> underWay, Slots slots, Duration lease, int atMost) {
    return claimDeliveries.claim(underWay, slots, lease, atMost);
  }

  @ActivateRequestContext
  Set<UUID> giveBack(List<DueDelivery> claimed) {
    return claimDeliveries.giveBack(claimed);
  }

  @ActivateRequestContext
  Set<UUID> standing(Collection<DueDelivery> claimed) {
    return claimDeliveries.standing(claimed);
  }

  @ActivateRequestContext
  List<Attempt> settle(List<Attempt> attempts) {
    return settleDeliveries.settle(attempts);
  }

  @ActivateRequestContext
  Optional<Turn> nextFailing(Collection<Turn> resting) {
    return giveUpEndpoints.next(resting);
  }

  @ActivateRequestContext
  void giveUp(Turn endpoint) {
    giveUpEndpoints.giveUp(endpoint);
  }

  @ActivateRequestContext
  Optional<Turn> nextCancelling(Collection<Turn> resting) {
    return cancelDeliveries.next(resting);
  }

  @ActivateRequestContext
  void cancel(Turn endpoint) {
    cancelDeliveries.round(endpoint);
  }
}
