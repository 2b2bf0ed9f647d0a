package cadenza.messaging.application;

import java.util.ArrayList;
import java.util.List;

/** Takes a failed round apart: what is bad alone is set aside, everything else is kept. */
final class Parting {
  /** More parts of a round than that do not fail in a row because of one row. */
  private static final int HOPELESS_AFTER = 16;

  private final Writer writer;
  private final List<SlotRequest> left = new ArrayList<>();
  private final List<SlotRequest> suspects = new ArrayList<>();
  private int refusedInARow;
  private boolean someWent;

  Parting(Writer writer) {
    this.writer = writer;
  }

  void halve(List<SlotRequest> failed, RuntimeException why) {
    var kind = Failures.of(why);
    if (failed.size() == 1) {
      alone(failed.get(0), kind, why);
    } else if (kind == Failures.PASSING || isHopeless(kind)) {
      left.addAll(failed);
    } else {
      int middle = failed.size() / 2;
      half(failed.subList(0, middle));
      half(failed.subList(middle, failed.size()));
    }
  }

  private void half(List<SlotRequest> some) {
    var failure = writer.tried(some);
    if (failure == null) {
      someWent = true;
      refusedInARow = 0;
    } else {
      halve(some, failure);
    }
  }

  private boolean isHopeless(Failures kind) {
    return writer.isStopped() || kind == Failures.UNCLEAR && ++refusedInARow > HOPELESS_AFTER;
  }

  private void alone(SlotRequest one, Failures kind, RuntimeException why) {
    if (kind == Failures.ROW) {
      writer.setAside(one, why);
    } else if (kind == Failures.UNCLEAR) {
      suspects.add(one);
    } else {
      left.add(one);
    }
  }

  /** Refused without a reason while others go: asked once more, it is taken for a bad row. */
  List<SlotRequest> left() {
    for (var one : suspects) {
      var failure = someWent ? writer.tried(List.of(one)) : null;
      if (!someWent || failure != null && Failures.of(failure) == Failures.PASSING) {
        left.add(one);
      } else if (failure != null) {
        writer.setAside(one, failure);
      }
    }
    return left;
  }
}
