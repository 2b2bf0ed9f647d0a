package cadenza.rest.reply;

import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.OutsideHosts.AddressRefused;
import cadenza.rest.problem.Problem;
import cadenza.rest.problem.Problem.FieldError;
import cadenza.rest.problem.ProblemException;
import java.util.function.Supplier;

/** What does not fit, as Reply.io says it: 400, its own codes, and the field by its name there. */
final class ReplyRefusal {
  private ReplyRefusal() {}

  static ProblemException of(String pointer, String code, String detail) {
    return new ProblemException(
        Problem.of(400, code, detail).with(FieldError.inBody(pointer, code, detail)));
  }

  static <T> T saying(Supplier<T> work) {
    try {
      return work.get();
    } catch (AddressRefused refused) {
      throw of("/url", "webHook.invalidUrl", String.valueOf(refused.getMessage()));
    } catch (InvalidField wrong) {
      var pointer = String.valueOf(wrong.pointer());
      var detail = String.valueOf(wrong.getMessage());
      if (pointer.startsWith("/event_types")) {
        throw of("/eventType", "webHook.invalidEvent", detail);
      }
      if (pointer.startsWith("/options")) {
        throw of(pointer.replaceFirst("/options", "/payloadConfig"), wrong.code(), detail);
      }
      throw of(pointer, pointer.equals("/url") ? "webHook.invalidUrl" : wrong.code(), detail);
    }
  }
}
