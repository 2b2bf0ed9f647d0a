package cadenza.messaging.application;

import cadenza.kernel.api.UseCase;
import cadenza.messaging.domain.BegunMessages;
import cadenza.messaging.domain.BegunMessages.Wanted;
import jakarta.inject.Inject;
import java.time.Duration;

/** Sets one message aside that cannot begin for a reason of its own, so that others go on. */
@UseCase
public class HoldMessages {
  private static final Duration PAUSE = Duration.ofMinutes(5);

  @Inject BegunMessages messages;

  public void hold(Wanted wanted, String reason) {
    messages.hold(wanted, reason, PAUSE);
  }
}
