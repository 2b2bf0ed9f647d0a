package cadenza.access.adapter.jwt;

import cadenza.kernel.api.Clocks;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.JWTClaimsSetVerifier;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** For us, by the issuer, about somebody, and now by the product's own time. */
record TimedClaims(String audience, String issuer, Clocks clocks)
    implements JWTClaimsSetVerifier<SecurityContext> {
  private static final Duration SKEW = Duration.ofSeconds(30);

  @Override
  public void verify(JWTClaimsSet claims, @Nullable SecurityContext context)
      throws BadJWTException {
    require(issuer.equals(claims.getIssuer()), "another issuer");
    require(claims.getAudience().contains(audience), "another audience");
    var subject = claims.getSubject();
    require(subject != null && !subject.isBlank(), "no subject");
    var now = clocks.real();
    var end = claims.getExpirationTime();
    require(end != null && now.isBefore(end.toInstant().plus(SKEW)), "its time is over");
    var start = claims.getNotBeforeTime();
    require(start == null || !now.isBefore(start.toInstant().minus(SKEW)), "not yet");
  }

  private static void require(boolean holds, String refusal) throws BadJWTException {
    if (!holds) {
      throw new BadJWTException(refusal);
    }
  }
}
