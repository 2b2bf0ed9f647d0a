package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import cadenza.client.ContactsApi;
import cadenza.client.EnrollmentsApi;
import cadenza.client.SequencesApi;
import cadenza.client.TestClocksApi;
import cadenza.client.http.ApiClient;
import cadenza.client.http.ApiException;
import cadenza.client.model.Advance;
import cadenza.client.model.ContactRequest;
import cadenza.client.model.ContactRequestEmail;
import cadenza.client.model.NewEnrollment;
import cadenza.client.model.NewSequence;
import cadenza.client.model.NewTestClock;
import cadenza.client.model.Recipient;
import cadenza.client.model.ScriptedReply;
import cadenza.client.model.StepEmail;
import cadenza.kernel.api.Ids;
import cadenza.product.Product;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Clients made from the document of the interface, on a clock that is moved by hand. */
@Journey
class GeneratedClientsIT {
  private static final Path PROJECT = Path.of("src", "test", "typescript");
  private static final Path COMPILED = Path.of("target", "typescript", "acceptance-tests");

  @Test
  void in_java_a_reply_ends_what_was_enrolled(Product product) throws ApiException {
    var clocks = new TestClocksApi(client(product, String.valueOf(product.api().token())));
    var clock =
        clocks.testClocksOpen(
            new NewTestClock().name("java").start(OffsetDateTime.parse("2026-01-05T09:00:00Z")));
    var inside = client(product, clock.getToken());
    var contact =
        new ContactsApi(inside)
            .contactsSave(
                new ContactRequest()
                    .fullName("Jo March")
                    .addEmailsItem(
                        new ContactRequestEmail().label("work").address("jo@example.com")),
                null);
    var sequence =
        new SequencesApi(inside)
            .sequencesCreate(
                new NewSequence()
                    .name("Proposal follow-up")
                    .senderInboxId(clock.getInboxId())
                    .exitOnReply(true)
                    .emails(List.of(email(2, "Following up"), email(5, "Any questions?"))),
                null);
    var enrollments = new EnrollmentsApi(inside);
    var request =
        new NewEnrollment()
            .inboxId(clock.getInboxId())
            .sequenceId(sequence.getId())
            .recipient(new Recipient().contactId(contact.getId()));
    var enrolled = enrollments.enrollmentsEnroll(request, "once");
    assertThat(enrollments.enrollmentsEnroll(request, "once")).isEqualTo(enrolled);

    advance(clocks, clock.getId(), "P2D");
    var before = enrollments.enrollmentsRead(enrolled.getId());
    assertThat(before.getStatus()).isEqualTo("active");
    assertThat(before.getLastSentAt()).isNotNull();
    clocks.testClocksReply(clock.getId(), new ScriptedReply().text("No, thank you."), null);
    advance(clocks, clock.getId(), "P30D");

    var ended = enrollments.enrollmentsRead(enrolled.getId());
    assertThat(ended.getStatus()).isEqualTo("finished");
    assertThat(ended.getFinishReason()).isEqualTo("REPLIED");
    assertThat(ended.getLastSentAt()).isEqualTo(before.getLastSentAt());
  }

  @Test
  void in_java_a_refusal_is_an_exception_with_the_problem(Product product) {
    var contacts = new ContactsApi(client(product, String.valueOf(product.api().token())));

    assertThatThrownBy(() -> contacts.contactsRead(Ids.wire("ctc", Ids.next())))
        .isInstanceOfSatisfying(
            ApiException.class,
            refused -> {
              assertThat(refused.getCode()).isEqualTo(404);
              assertThat(refused.getResponseBody()).contains("\"code\":\"not_found\"");
            });
  }

  @Test
  void in_typescript_a_reply_ends_what_was_enrolled(Product product) throws Exception {
    var compiler = System.getenv("CADENZA_TYPESCRIPT");
    assumeThat(compiler)
        .as("CADENZA_TYPESCRIPT names no compiler (tsc) of TypeScript")
        .isNotBlank();
    run(List.of(compiler, "--project", PROJECT.toString()), product);
    run(List.of("node", COMPILED.resolve(PROJECT).resolve("journey.js").toString()), product);
  }

  private static void run(List<String> command, Product product) throws Exception {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("CADENZA_URL", product.url());
    builder.environment().put("CADENZA_TOKEN", String.valueOf(product.api().token()));
    var process = builder.start();
    var printed = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(printed).isZero();
  }

  private static StepEmail email(int delayDays, String subject) {
    return new StepEmail()
        .delayDays(BigDecimal.valueOf(delayDays))
        .subject(subject)
        .body("About our proposal.");
  }

  private static void advance(TestClocksApi clocks, String id, String by) throws ApiException {
    clocks.testClocksAdvance(id, new Advance().by(by), null);
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> "ready".equals(clocks.testClocksRead(id).getStatus()));
  }

  private static ApiClient client(Product product, String token) {
    var client = new ApiClient();
    client.updateBaseUri(product.url());
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + token));
    return client;
  }
}
