package cadenza.messaging.application;

import static cadenza.messaging.application.MatchInbound.holderOf;

import cadenza.contacts.api.ContactDirectory;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.EngineWork;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.domain.PaceBook;
import cadenza.messaging.domain.StrangersMail;
import cadenza.messaging.domain.StrangersMail.Stray;
import cadenza.messaging.domain.StrangersMail.Writer;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Deletes what strangers once wrote, junk most of all, and nobody took up. */
@EngineWork
@UseCase
public class ForgetStrangers {
  private static final int AT_ONCE = 200;

  @Inject StrangersMail mail;
  @Inject ContactDirectory contacts;
  @Inject PaceBook paces;
  @Inject Clocks clocks;

  @Inject
  @ConfigProperty(name = "cadenza.messaging.strangers-kept", defaultValue = "P180D")
  Duration kept;

  /**
   * Looks at some mails, those first that were not looked at for longest.
   *
   * @return whether there may be more
   */
  public boolean some() {
    var now = clocks.real();
    var before = now.minus(kept);
    var strays = mail.strays(before, AT_ONCE);
    if (!strays.isEmpty()) {
      mail.forget(strays, ofContacts(strays), before, now);
    }
    return strays.size() == AT_ONCE;
  }

  /** Threads of whoever became a contact after he had written there. */
  private Set<UUID> ofContacts(List<Stray> strays) {
    return mail.writers(strays).stream()
        .filter(one -> holderOf(contacts, one.workspaceId(), one.address()).isPresent())
        .map(Writer::threadId)
        .collect(Collectors.toSet());
  }

  /** Forgets some of what limits of test workspaces count no more. */
  public void forgetTestPaces() {
    paces.forgetTests(AT_ONCE);
  }
}
