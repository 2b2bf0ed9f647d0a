package cadenza.messaging.adapter.jms;

import cadenza.messaging.application.Lanes;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/** Wakes the lane of one sender account and returns; the lane begins, sends and settles. */
@MessageDriven(
    activationConfig = {
      @ActivationConfigProperty(
          propertyName = "destinationLookup",
          propertyValue = "jms/outgoing/email"),
      @ActivationConfigProperty(
          propertyName = "destinationType",
          propertyValue = "jakarta.jms.Queue")
    })
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class EmailQueueListener implements MessageListener {
  private static final Logger LOG = System.getLogger(EmailQueueListener.class.getName());

  @Inject Lanes lanes;

  /** What is no wake-up is dropped: it would be no better the next time. */
  @Override
  public void onMessage(Message envelope) {
    try {
      var wakeUp =
          envelope instanceof BytesMessage
              ? WakeUp.from(envelope.getBody(byte[].class))
              : Optional.<WakeUp>empty();
      wakeUp.ifPresentOrElse(
          found -> lanes.offer(found.senderAccount(), found.messageIds()),
          () -> LOG.log(Level.WARNING, "Something on the queue is no wake-up and was dropped"));
    } catch (JMSException unreadable) {
      LOG.log(Level.WARNING, "Something on the queue cannot be read and was dropped", unreadable);
    }
  }
}
