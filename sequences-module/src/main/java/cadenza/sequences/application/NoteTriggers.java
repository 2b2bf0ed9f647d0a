package cadenza.sequences.application;

import cadenza.contacts.api.LabelApplied;
import cadenza.contacts.api.LabelRemoved;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.FirstMailReceived;
import cadenza.messaging.api.ReplyReceived;
import cadenza.messaging.api.SenderAccountCard;
import cadenza.messaging.api.SenderAccounts;
import cadenza.sequences.domain.Workflows;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** Notes what starts rules, together with what caused it; the enrolling comes after. */
@UseCase
public class NoteTriggers {
  @Inject Workflows workflows;
  @Inject SenderAccounts accounts;
  @Inject Event<TriggerNoted> triggerNoted;
  @Inject Clocks clocks;

  /**
   * @param labels all of one workspace
   */
  public void labels(List<LabelApplied> labels) {
    if (labels.isEmpty()) {
      return;
    }
    wake(
        workflows.noteLabels(
            labels.get(0).workspaceId(),
            labels.stream().map(LabelApplied::labelId).toList(),
            labels.stream().map(LabelApplied::contactId).toList(),
            clocks.real()));
  }

  /**
   * What waits for a label that is gone does not run; what is running does.
   *
   * @param labels all of one workspace
   */
  public void labelsRemoved(List<LabelRemoved> labels) {
    if (!labels.isEmpty()) {
      workflows.forgetWaiting(
          labels.get(0).workspaceId(),
          labels.stream().map(LabelRemoved::labelId).toList(),
          labels.stream().map(LabelRemoved::contactId).toList());
    }
  }

  public void mail(ReplyReceived mail) {
    mail(mail.workspaceId(), mail.senderAccountId(), mail.fromAddress());
  }

  /** Whoever writes first does so to be answered, too. */
  public void mail(FirstMailReceived mail) {
    mail(mail.workspaceId(), mail.senderAccountId(), mail.fromAddress());
  }

  private void mail(UUID workspace, UUID senderAccountId, String fromAddress) {
    if (!workflows.waitForMail(workspace)) {
      return;
    }
    var to = accounts.find(workspace, senderAccountId).map(SenderAccountCard::address).orElse("");
    wake(
        workflows.noteMail(
            workspace,
            fromAddress.strip().toLowerCase(Locale.ROOT),
            to.toLowerCase(Locale.ROOT),
            clocks.real()));
  }

  private void wake(int noted) {
    if (noted > 0) {
      triggerNoted.fire(new TriggerNoted());
    }
  }
}
