package cadenza.contacts.application;

import cadenza.contacts.domain.ContactImports;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.time.Instant;

/** Removes files whose sender went away in the middle. */
@UseCase
public class ForgetBrokenImports {
  @Inject ContactImports imports;

  public int before(Instant instant) {
    return imports.forgetBroken(instant);
  }
}
