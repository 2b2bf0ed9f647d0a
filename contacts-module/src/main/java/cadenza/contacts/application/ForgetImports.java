package cadenza.contacts.application;

import cadenza.contacts.domain.ContactImports;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.time.Instant;

/** Removes what nobody waits for any more, a bit at a time. */
@UseCase
public class ForgetImports {
  private static final int AT_ONCE = 2_000;

  @Inject ContactImports imports;

  /** Files whose sender went away in the middle. */
  public int brokenBefore(Instant instant) {
    return imports.forgetBroken(instant);
  }

  /** What contacts were before an import that is no longer taken back. */
  public int undoBefore(Instant instant) {
    return imports.forgetUndo(instant, AT_ONCE);
  }
}
