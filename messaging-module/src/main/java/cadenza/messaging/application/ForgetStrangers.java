package cadenza.messaging.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.EngineWork;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.domain.PaceBook;
import cadenza.messaging.domain.StrangersMail;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Deletes what strangers once wrote, junk most of all, and nobody took up. */
@EngineWork
@UseCase
public class ForgetStrangers {
  private static final int AT_ONCE = 200;

  @Inject StrangersMail mail;
  @Inject PaceBook paces;
  @Inject Clocks clocks;

  @Inject
  @ConfigProperty(name = "cadenza.messaging.strangers-kept", defaultValue = "P180D")
  Duration kept;

  /**
   * Looks at some mails, oldest first.
   *
   * @param after continues behind this one; null for the start
   * @return the last one that was looked at; null when there are no more
   */
  public @Nullable UUID some(@Nullable UUID after) {
    var before = clocks.real().minus(kept);
    var strays = mail.strays(after, before, AT_ONCE);
    if (strays.isEmpty()) {
      return null;
    }
    mail.forget(strays, before);
    return strays.get(strays.size() - 1).messageId();
  }

  /** Forgets some of what limits of test workspaces count no more. */
  public void forgetTestPaces() {
    paces.forgetTests(AT_ONCE);
  }
}
