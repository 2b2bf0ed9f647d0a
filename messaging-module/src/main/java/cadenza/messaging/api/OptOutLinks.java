package cadenza.messaging.api;

import java.util.Optional;
import java.util.UUID;

/** The links by which recipients say that they want no more mail. */
public interface OptOutLinks {
  /** The variable of a template that stands for the link of its message. */
  String VARIABLE = "unsubscribe_url";

  /** Empty where the installation has no public address. */
  Optional<String> linkOf(UUID messageId);
}
