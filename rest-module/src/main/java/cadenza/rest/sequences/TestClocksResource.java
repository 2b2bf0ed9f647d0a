package cadenza.rest.sequences;

import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.access.api.TestClockBook;
import cadenza.access.api.TestClockCard;
import cadenza.access.application.AdvanceTestClock;
import cadenza.access.application.OpenTestClock;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.Visits;
import cadenza.messaging.api.Conversations;
import cadenza.messaging.api.Conversations.MessageCard;
import cadenza.messaging.api.Conversations.ThreadFilter;
import cadenza.messaging.api.SandboxMail;
import cadenza.rest.idempotency.Idempotent;
import cadenza.rest.json.WireId;
import cadenza.rest.json.WireJson.InstantText;
import cadenza.rest.security.LetsMailGo;
import cadenza.sequences.application.GiveSandbox;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

@Path("test_clocks")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Test clocks", description = "Workspaces whose time is moved by hand")
public class TestClocksResource {
  private static final String SANDBOX_ADDRESS = "sender@sandbox.invalid";
  private static final int THREADS = 200;
  private static final int MESSAGES = 100;

  @Inject OpenTestClock openTestClock;
  @Inject AdvanceTestClock advanceTestClock;
  @Inject GiveSandbox giveSandbox;
  @Inject TestClockBook clocks;
  @Inject Conversations conversations;
  @Inject SandboxMail sandboxMail;
  @Inject CurrentCaller currentCaller;
  @Inject Visits visits;

  @POST
  @LetsMailGo
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Scopes.TEST_CLOCKS)
  @Operation(
      summary = "Open a test workspace that lives by a clock of its own",
      description = "Its inbox captures mail, and its token is shown in this answer only.")
  @APIResponse(
      responseCode = "201",
      description = "The clock, the inbox and the token of the test workspace",
      content = @Content(schema = @Schema(implementation = TestClockBody.class)))
  @APIResponse(responseCode = "409", description = "The caller is in a test workspace himself")
  public Response open(@NotNull @Valid NewTestClockBody body) {
    var opened =
        openTestClock.open(
            currentCaller.caller(), Objects.requireNonNullElse(body.name(), "Test"), body.start());
    var workspaceId = opened.clock().workspaceId();
    var inbox = visits.in(workspaceId, () -> giveSandbox.to(workspaceId, SANDBOX_ADDRESS));
    var answer = TestClockBody.of(opened.clock(), Ids.wire("inb", inbox), opened.token().value());
    return Response.created(URI.create("test_clocks/" + answer.id() + "/")).entity(answer).build();
  }

  @GET
  @Path("{id}")
  @RolesAllowed(Scopes.TEST_CLOCKS)
  @Operation(summary = "Tell where a clock stands")
  @APIResponse(responseCode = "200", description = "The clock")
  @APIResponse(responseCode = "404", description = "No clock has this id")
  public TestClockBody read(@PathParam("id") String id) {
    return TestClockBody.of(one(id), null, null);
  }

  @POST
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @Path("{id}/advance")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Scopes.TEST_CLOCKS)
  @Operation(summary = "Let a clock run to a later instant, doing all that is due on the way")
  @APIResponse(
      responseCode = "202",
      description = "It runs; it is ready when it has arrived",
      content = @Content(schema = @Schema(implementation = TestClockBody.class)))
  @APIResponse(responseCode = "409", description = "It is running already")
  public Response advance(@PathParam("id") String id, @NotNull AdvanceBody body) {
    var clock = one(id);
    var moved =
        advanceTestClock.advance(
            currentCaller.caller().workspaceId(), clock.id(), target(clock, body));
    return Response.accepted(TestClockBody.of(moved, null, null)).build();
  }

  private static Instant target(TestClockCard clock, AdvanceBody body) {
    if (body.to() != null && body.by() == null) {
      return body.to();
    }
    if (body.to() != null || body.by() == null) {
      throw new InvalidField("/to", "exactly_one", "Give exactly one of to and by.");
    }
    try {
      var target = clock.now().plus(Duration.parse(body.by()));
      if (target.isAfter(InstantText.LATEST)) {
        throw new InvalidField("/by", "out_of_range", "Time ends with the year 9998.");
      }
      return target;
    } catch (DateTimeException | ArithmeticException malformed) {
      throw new InvalidField("/by", "An ISO 8601 duration such as P2D or PT90S.");
    }
  }

  @POST
  @Idempotent
  @Parameter(ref = "Idempotency-Key")
  @Path("{id}/replies")
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed(Scopes.TEST_CLOCKS)
  @Operation(summary = "Let a scripted prospect answer a captured message")
  @APIResponse(
      responseCode = "201",
      description = "The stored reply",
      content = @Content(schema = @Schema(implementation = StoredReply.class)))
  @APIResponse(responseCode = "422", description = "There is no such captured message")
  public Response reply(@PathParam("id") String id, @NotNull ReplyBody body) {
    var clock = one(id);
    var stored = visits.in(clock.workspaceId(), () -> reply(clock, body));
    return Response.status(Response.Status.CREATED).entity(stored).build();
  }

  private StoredReply reply(TestClockCard clock, ReplyBody body) {
    var message =
        body.messageId() == null
            ? latest(clock.workspaceId())
            : captured(clock.workspaceId(), WireId.inBody("msg", "/message_id", body.messageId()));
    var stored =
        sandboxMail.reply(
            clock.workspaceId(),
            message.id(),
            Objects.requireNonNullElse(body.text(), "Yes, let us talk."),
            clock.now());
    return new StoredReply(Ids.wire("msg", stored), Ids.wire("thr", message.threadId()));
  }

  /** The reply as it was stored. */
  @Schema(name = "StoredReply")
  public record StoredReply(String messageId, String threadId) {}

  private MessageCard captured(UUID workspaceId, UUID messageId) {
    return conversations
        .message(workspaceId, messageId)
        .filter(TestClocksResource::isCaptured)
        .orElseThrow(
            () -> new InvalidField("/message_id", "unknown", "No captured message has this id."));
  }

  private MessageCard latest(UUID workspaceId) {
    return conversations
        .threads(workspaceId, ThreadFilter.of(null, null), null, THREADS)
        .results()
        .stream()
        .flatMap(thread -> conversations.messagesOf(workspaceId, thread.id(), MESSAGES).stream())
        .filter(TestClocksResource::isCaptured)
        .max(Comparator.comparing(MessageCard::at))
        .orElseThrow(
            () -> new InvalidField("/message_id", "none", "No message has been captured yet."));
  }

  private static boolean isCaptured(MessageCard message) {
    return message.direction().equals("OUTBOUND") && message.status().equals("SENT");
  }

  private TestClockCard one(String id) {
    return clocks
        .find(currentCaller.caller().workspaceId(), WireId.inPath("clk", "test clock", id))
        .orElseThrow(() -> new NotFound("test clock"));
  }
}
