package cadenza.rest.sequences;

import cadenza.access.api.TestClockCard;
import cadenza.kernel.api.Ids;
import java.time.Instant;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A test clock.
 *
 * @param status ready or advancing
 * @param target where it runs to, absent while it is ready
 * @param inboxId the inbox of the test workspace, whose mail is captured; in the first answer only
 * @param token works in the test workspace; shown in the first answer only
 */
@Schema(name = "TestClock")
public record TestClockBody(
    String id,
    String workspaceId,
    String status,
    Instant now,
    @Nullable Instant target,
    @Nullable String inboxId,
    @Nullable String token) {
  static TestClockBody of(TestClockCard card, @Nullable String inboxId, @Nullable String token) {
    return new TestClockBody(
        Ids.wire("clk", card.id()),
        Ids.wire("wsp", card.workspaceId()),
        card.state().name().toLowerCase(Locale.ROOT),
        card.now(),
        card.target(),
        inboxId,
        token);
  }
}
