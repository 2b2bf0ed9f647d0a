package cadenza.messaging.adapter.jms;

import cadenza.messaging.application.MessagesQueued;
import cadenza.messaging.domain.OutgoingMessages.Waiting;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * After the commit, tells the channel's queue which messages may begin: ids only. What gets lost
 * here is found again in the database.
 */
@Dependent
class ChannelQueues {
  private static final Logger LOG = System.getLogger(ChannelQueues.class.getName());
  private static final int IDS_AT_MOST = 50;

  @Resource(lookup = "jms/cadenza")
  ConnectionFactory connections;

  @Resource(lookup = "jms/outgoing/email")
  Queue email;

  void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) MessagesQueued queued) {
    Map<UUID, List<UUID>> byAccount = new HashMap<>();
    for (Waiting one : queued.messages()) {
      byAccount
          .computeIfAbsent(one.senderAccountId(), id -> new ArrayList<>())
          .add(one.messageId());
    }
    try (var context = connections.createContext()) {
      var producer = context.createProducer().setDeliveryMode(DeliveryMode.NON_PERSISTENT);
      byAccount.forEach(
          (account, ids) -> {
            for (int from = 0; from < ids.size(); from += IDS_AT_MOST) {
              var some = ids.subList(from, Math.min(ids.size(), from + IDS_AT_MOST));
              producer.send(email, new WakeUp(account, some).bytes());
            }
          });
    } catch (JMSRuntimeException e) {
      LOG.log(Level.WARNING, "A wake-up was lost; the sweeper makes it good", e);
    }
  }
}
