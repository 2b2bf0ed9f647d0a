package cadenza.messaging.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.RuleViolation;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.MailSettingsCard;
import cadenza.messaging.api.MailSettingsPlan;
import cadenza.messaging.api.RecipientPaceChanged;
import cadenza.messaging.domain.MailSettings;
import cadenza.messaging.domain.MailSettingsBook;
import cadenza.messaging.domain.PaceBook;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads and changes what a workspace has decided about all of its mail. */
@UseCase
public class DecideMailSettings {
  /** What is counted at each turn; whoever sends more needs no limit. */
  private static final int DAILY_AT_MOST = 100_000;

  private static final int DOMAIN_AT_MOST = 10_000;

  @Inject MailSettingsBook book;
  @Inject PaceBook paces;
  @Inject TrackingRules trackingRules;
  @Inject Event<RecipientPaceChanged> recipientPaceChanged;
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
   * @param plan made of what stands there when nobody else can change it
   * @param version what the caller read last, or null to change whatever is there
   */
  public MailSettingsCard change(
      UUID workspaceId, Function<MailSettingsPlan, MailSettingsPlan> plan, @Nullable Long version) {
    paces.holdAccounts(workspaceId);
    var settings = book.locked(workspaceId, clocks.real());
    if (version != null && version != settings.version()) {
      throw new DecidedMeanwhile();
    }
    var before = settings.plan();
    var decided = checked(plan.apply(before));
    settings.change(decided, clocks.real());
    book.update(settings);
    if (!recipientLimits(before).equals(recipientLimits(decided))) {
      paces.dissolveLines(workspaceId);
      if (recipientLimits(decided).stream().anyMatch(Objects::nonNull)) {
        paces.takeDown(workspaceId, clocks.of(workspaceId));
      }
      recipientPaceChanged.fire(new RecipientPaceChanged(workspaceId));
    }
    return settings.card();
  }

  private MailSettingsPlan checked(MailSettingsPlan plan) {
    trackingRules.check(plan);
    require("/daily_limit", plan.dailyLimit(), 0, DAILY_AT_MOST);
    require("/recipient_domain_daily_limit", plan.recipientDomainDailyLimit(), 1, DOMAIN_AT_MOST);
    require("/recipient_domain_hourly_limit", plan.recipientDomainHourlyLimit(), 1, DOMAIN_AT_MOST);
    return plan;
  }

  private static void require(String pointer, @Nullable Integer limit, int least, int most) {
    if (limit != null && (limit < least || limit > most)) {
      throw new InvalidField(pointer, "Between " + least + " and " + most + ".");
    }
  }

  private static List<@Nullable Integer> recipientLimits(MailSettingsPlan plan) {
    return Arrays.asList(plan.recipientDomainDailyLimit(), plan.recipientDomainHourlyLimit());
  }
}
