package cadenza.sequences.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.UseCase;
import cadenza.sequences.domain.DueSteps;
import cadenza.sequences.domain.Enrollments;
import cadenza.sequences.domain.Enrollments.Key;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;

/** Puts a step aside that the engine cannot work on, with the reason, until the next look. */
@UseCase
public class SetAside {
  private static final Duration NEXT_LOOK = Duration.ofHours(1);

  @Inject DueSteps dueSteps;
  @Inject Enrollments enrollments;
  @Inject EngineMeter meter;
  @Inject Clocks clocks;

  void hold(Key key, String reason) {
    var now = clocks.of(key.workspaceId());
    for (var enrollment : dueSteps.claimThese(List.of(key), now)) {
      enrollments.write(List.of(enrollment.held("error: " + reason, now.plus(NEXT_LOOK))), now);
      meter.setAside();
    }
  }
}
