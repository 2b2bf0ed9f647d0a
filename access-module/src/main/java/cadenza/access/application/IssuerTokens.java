package cadenza.access.application;

import cadenza.access.api.Caller;
import java.util.Optional;

/** Tokens that a configured issuer signed, in place of those of {@code POST /v1/tokens}. */
public interface IssuerTokens {
  /** Whether this can be one; false where no issuer is configured. */
  boolean mayBe(String text);

  /**
   * Who holds it; empty for everything that does not prove it. It may ask the issuer for his keys,
   * so no transaction may be open. Throws {@link IssuerAway} where his keys are needed and cannot
   * be read.
   */
  Optional<Caller> authenticate(String text);
}
