package cadenza.rest.security;

import cadenza.access.api.Caller;
import cadenza.kernel.api.Signatures;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a page must say besides the cookie that the browser adds by itself: another site's page can
 * send the cookie but does not know this.
 */
@ApplicationScoped
public class CsrfTokens {
  public static final String HEADER = "X-CSRF-Token";

  private static final String PURPOSE = "csrf";
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  @Inject Signatures signatures;

  public String of(UUID sessionId) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(signatures.sign(PURPOSE, sessionId.toString()));
  }

  /** Whether a request may do what it asks for; one with a token of its own needs no other. */
  boolean allow(Caller caller, String method, @Nullable String given) {
    return caller.kind() != Caller.Kind.SESSION
        || READING.contains(method)
        || (given != null && proves(caller.tokenId(), given));
  }

  private boolean proves(UUID sessionId, String given) {
    try {
      return signatures.proves(PURPOSE, sessionId.toString(), Base64.getUrlDecoder().decode(given));
    } catch (IllegalArgumentException notBase64) {
      return false;
    }
  }
}
