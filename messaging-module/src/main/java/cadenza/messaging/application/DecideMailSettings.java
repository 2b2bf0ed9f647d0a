package cadenza.messaging.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.RuleViolation;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.MailSettingsCard;
import cadenza.messaging.domain.MailSettings;
import cadenza.messaging.domain.MailSettingsBook;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads and changes what a workspace has decided about all of its mail. */
@UseCase
public class DecideMailSettings {
  @Inject MailSettingsBook book;
  @Inject Clocks clocks;

  /** Somebody decided otherwise since the caller read it. */
  public static class DecidedMeanwhile extends RuleViolation {
    private static final long serialVersionUID = 1L;

    DecidedMeanwhile() {
      super(Kind.STALE, "stale", "The settings were changed meanwhile; read them again.");
    }
  }

  public MailSettingsCard read(UUID workspaceId) {
    return book.of(workspaceId)
        .orElseGet(() -> MailSettings.undecided(workspaceId, clocks.real()))
        .card();
  }

  /**
   * @param listUnsubscribe made of what stands there when nobody else can change it
   * @param version what the caller read last, or null to change whatever is there
   */
  public MailSettingsCard change(
      UUID workspaceId,
      Function<MailSettingsCard, Boolean> listUnsubscribe,
      @Nullable Long version) {
    var settings = book.locked(workspaceId, clocks.real());
    if (version != null && version != settings.version()) {
      throw new DecidedMeanwhile();
    }
    settings.change(listUnsubscribe.apply(settings.card()), clocks.real());
    book.update(settings);
    return settings.card();
  }
}
