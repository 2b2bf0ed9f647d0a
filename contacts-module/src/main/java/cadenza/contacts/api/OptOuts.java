package cadenza.contacts.api;

import java.util.UUID;

/** Who has said himself that he wants no more mail. */
public interface OptOuts {
  /** The reason that stands in the suppression. */
  String REASON = "opted_out";

  /**
   * Whether it stands written down, for e-mail and without end. An address that is suppressed for
   * another reason, or with its whole domain, or for a while, has not opted out.
   */
  boolean stands(UUID workspaceId, String address);
}
