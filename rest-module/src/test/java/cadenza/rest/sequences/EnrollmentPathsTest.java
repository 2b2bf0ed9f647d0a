package cadenza.rest.sequences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.access.api.Caller;
import cadenza.access.api.CurrentCaller;
import cadenza.access.api.Scopes;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.NotFound;
import cadenza.rest.json.Paging;
import cadenza.rest.json.WireJson;
import cadenza.rest.problem.ProblemException;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before any use case is asked. Quotes are written as apostrophes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class EnrollmentPathsTest {
  private final EnrollmentsResource enrollments = calledWith(Scopes.ALL);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "/inbox_id             | {'inbox_id': 'inb_123'}",
        "/sequence_id          | {'sequence_id': 'enr_01h455vb4pex5vsknk084sn02q'}",
        "/recipient/contact_id | {'recipient': {'contact_id': 'ctc_123'}}",
        "/source/type          | {'source': {'type': 'phone'}}",
        "/source/message_id    | {'source': {'message_id': 'msg_123'}}",
        "/source/thread_id     | {'source': {'type': 'email', 'thread_id': ''}}",
        "/emails/0/body        | {'emails': [{'delay_days': 1}]}",
        "/steps/0/delay        | {'steps': [{'body': 'x'}]}",
        "/emails               | {'emails': [{'delay_days': 1, 'body': 'x'}], 'steps': [{'body': 'x'}]}",
      })
  void an_enrollment_is_refused_at_the_place_that_is_wrong(String pointer, String json) {
    var body = WireJson.jsonb().fromJson(json.replace('\'', '"'), NewEnrollmentBody.class);

    assertThatThrownBy(() -> enrollments.enroll(body))
        .isInstanceOfSatisfying(
            InvalidField.class, refused -> assertThat(refused.pointer()).isEqualTo(pointer));
  }

  @Test
  void to_enroll_takes_the_right_to_send_too() {
    var body = WireJson.jsonb().fromJson("{}", NewEnrollmentBody.class);

    assertThatThrownBy(() -> calledWith(Set.of(Scopes.SEQUENCES_WRITE)).enroll(body))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> {
              assertThat(refused.problem().status()).isEqualTo(403);
              assertThat(refused.problem().detail()).contains(Scopes.EMAIL_SEND);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'action': 'stop'}", "{'action': 'CANCEL'}", "{'action': null}"})
  void an_action_is_one_of_three(String json) {
    var body = WireJson.jsonb().fromJson(json.replace('\'', '"'), ActionBody.class);

    assertThatThrownBy(() -> enrollments.act("enr_01h455vb4pex5vsknk084sn02q", body))
        .isInstanceOfSatisfying(
            InvalidField.class, refused -> assertThat(refused.pointer()).isEqualTo("/action"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "enr_1", "ctc_01h455vb4pex5vsknk084sn02q", "../tokens"})
  void a_malformed_id_in_the_path_names_nothing(String id) {
    assertThatThrownBy(() -> enrollments.read(id)).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> enrollments.explain(id)).isInstanceOf(NotFound.class);
    assertThatThrownBy(() -> enrollments.act(id, new ActionBody("cancel")))
        .isInstanceOf(NotFound.class);
  }

  @ParameterizedTest
  @CsvSource({"sequence_id, seq_1,", "contact_id,, seq_01h455vb4pex5vsknk084sn02q"})
  void a_malformed_id_in_the_query_is_named(String parameter, String sequence, String contact) {
    assertThatThrownBy(() -> enrollments.list(new Paging(), sequence, contact, null))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refused -> {
              assertThat(refused.problem().status()).isEqualTo(400);
              assertThat(refused.problem().toJson()).contains("\"" + parameter + "\"");
            });
  }

  private static EnrollmentsResource calledWith(Set<String> scopes) {
    var resource = new EnrollmentsResource();
    resource.requests = new EnrollmentRequests();
    resource.currentCaller = new CurrentCaller();
    resource.currentCaller.is(new Caller(Ids.next(), Ids.next(), scopes, null));
    return resource;
  }
}
