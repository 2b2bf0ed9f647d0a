package cadenza.access.application;

import cadenza.access.api.Caller;
import cadenza.access.api.EndedCallers;
import cadenza.access.domain.Proofs;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.EngineWork;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Looks anew at what proved callers whose request lasts; an issuer's word counts until its end. */
@EngineWork
@UseCase
public class FindEndedCallers implements EndedCallers {
  @Inject
  @ConfigProperty(name = "cadenza.sessions.longest", defaultValue = "P7D")
  Duration longest;

  @Inject Proofs proofs;
  @Inject Clocks clocks;

  @Override
  public Set<UUID> among(Collection<Caller> callers) {
    var now = clocks.real();
    var stored = callers.stream().filter(caller -> caller.kind() != Caller.Kind.JWT).toList();
    var standing =
        stored.isEmpty() ? Set.<UUID>of() : proofs.standing(stored, now, now.minus(longest));
    return callers.stream()
        .filter(caller -> isOver(caller, now) || isGone(caller, standing))
        .map(Caller::tokenId)
        .collect(Collectors.toSet());
  }

  private static boolean isOver(Caller caller, Instant now) {
    var end = caller.expiresAt();
    return end != null && !end.isAfter(now);
  }

  private static boolean isGone(Caller caller, Set<UUID> standing) {
    return caller.kind() != Caller.Kind.JWT && !standing.contains(caller.tokenId());
  }
}
