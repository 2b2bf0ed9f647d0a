package cadenza.rest.sequences;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.kernel.api.InvalidField;
import cadenza.rest.json.WireJson;
import cadenza.sequences.api.CalendarPlan;
import cadenza.sequences.api.DelayUnit;
import cadenza.sequences.api.SequencePlan;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request says of a sequence, and where it is wrong. Quotes are written as apostrophes. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class PlanBodiesTest {
  @Test
  void emails_are_counted_in_days_and_stop_at_a_reply_unless_told_otherwise() {
    var plan =
        plan(
            "{'emails': [{'delay_days': 2, 'subject': 'One', 'body': 'Hello'},"
                + " {'delay': {'value': 90, 'unit': 'seconds'}, 'body': 'Again'}]}");

    assertThat(plan.exitOnReply()).isTrue();
    assertThat(plan.steps()).extracting(step -> step.delay()).containsExactly(2, 90);
    assertThat(plan.steps())
        .extracting(step -> step.unit())
        .containsExactly(DelayUnit.DAYS, DelayUnit.SECONDS);
    assertThat(plan.steps().get(0).subject()).isEqualTo("One");
    assertThat(
            plan("{'exit_on_reply': false, 'emails': [{'delay_days': 2, 'body': 'x'}]}")
                .exitOnReply())
        .isFalse();
  }

  @Test
  void steps_say_their_channel_and_whether_they_open_a_thread() {
    var plan =
        plan(
            "{'steps': [{'channel': 'email', 'delay': {'value': 1, 'unit': 'business_days'},"
                + " 'subject': 'One', 'body': 'Hello', 'thread': 'new'},"
                + " {'delay': {'value': 0, 'unit': 'hours'}, 'body': 'Again'}]}");

    assertThat(plan.steps()).extracting(step -> step.newThread()).containsExactly(true, false);
    assertThat(plan.steps().get(0).unit()).isEqualTo(DelayUnit.BUSINESS_DAYS);
  }

  @Test
  void an_empty_list_is_one_that_was_not_given() {
    var email = "'emails': [{'delay_days': 2, 'body': 'x'}]";

    assertThat(plan("{" + email + ", 'steps': []}").steps()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   "})
  void a_blank_exit_condition_is_none(String condition) {
    assertThat(
            plan(
                "{'exit_condition_prompt': '"
                    + condition
                    + "', 'emails': [{'delay_days': 2, 'body': 'x'}]}"))
        .satisfies(plan -> assertThat(plan.exitConditionPrompt()).isNull());
  }

  @Test
  void a_calendar_names_days_and_hours() {
    var calendar =
        calendar(
            "{'zone': 'Europe/Paris', 'jitter_seconds': 90, 'windows':"
                + " [{'days': ['mon', 'TUESDAY'], 'from': '09:00', 'to': '24:00'}]}");

    assertThat(calendar.zone()).isEqualTo("Europe/Paris");
    assertThat(calendar.jitterSeconds()).isEqualTo(90);
    assertThat(calendar.windows())
        .containsExactly(
            new CalendarPlan.Hours(
                Set.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY),
                LocalTime.of(9, 0),
                LocalTime.MIDNIGHT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "/emails                 | exactly_one   | {}",
        "/emails                 | exactly_one   | {'emails': [], 'steps': []}",
        "/emails/0               | required      | {'emails': [null]}",
        "/emails/0/delay_days    | exactly_one   | {'emails': [{'body': 'x'}]}",
        "/emails/0/delay_days    | exactly_one   | {'emails': [{'delay_days': 1, 'body': 'x',"
            + " 'delay': {'value': 1, 'unit': 'days'}}]}",
        "/emails/0/delay_days    | invalid_field | {'emails': [{'delay_days': -1, 'body': 'x'}]}",
        "/emails/0/delay_days    | invalid_field | {'emails': [{'delay_days': 3651, 'body': 'x'}]}",
        "/emails/0/delay_days    | invalid_field | {'emails': [{'delay_days': 1.5, 'body': 'x'}]}",
        "/emails/0/delay_days    | invalid_field | {'emails': [{'delay_days': 1e99, 'body': 'x'}]}",
        "/emails/1/body          | required      | {'emails': [{'delay_days': 1, 'body': 'x'},"
            + " {'delay_days': 1}]}",
        "/emails/0/prompt        | assistant.not_configured | {'emails': [{'delay_days': 1,"
            + " 'prompt': 'x'}]}",
        "/emails/0/prompt        | exactly_one   | {'emails': [{'delay_days': 1, 'prompt': 'x',"
            + " 'body': 'x'}]}",
        "/emails/0/delay/value   | required      | {'emails': [{'delay': {'unit': 'days'},"
            + " 'body': 'x'}]}",
        "/emails/0/delay/unit    | required      | {'emails': [{'delay': {'value': 1},"
            + " 'body': 'x'}]}",
        "/emails/0/delay/unit    | invalid_field | {'emails': [{'delay': {'value': 1,"
            + " 'unit': 'weeks'}, 'body': 'x'}]}",
        "/steps/0                | required      | {'steps': [null]}",
        "/steps/0/delay          | required      | {'steps': [{'body': 'x'}]}",
        "/steps/0/body           | required      | {'steps': [{'delay': {'value': 1,"
            + " 'unit': 'days'}}]}",
        "/steps/0/channel        | invalid_field | {'steps': [{'channel': 'pigeon', 'delay':"
            + " {'value': 1, 'unit': 'days'}, 'body': 'x'}]}",
        "/steps/0/thread         | invalid_field | {'steps': [{'thread': 'other', 'delay':"
            + " {'value': 1, 'unit': 'days'}, 'body': 'x'}]}",
        "/steps/0/prompt         | assistant.not_configured | {'steps': [{'prompt': 'x', 'delay':"
            + " {'value': 1, 'unit': 'days'}}]}",
      })
  void a_plan_is_refused_at_the_place_that_is_wrong(String pointer, String code, String body) {
    assertThatThrownBy(() -> plan(body))
        .isInstanceOfSatisfying(
            InvalidField.class,
            refused -> {
              assertThat(refused.pointer()).isEqualTo(pointer);
              assertThat(refused.code()).isEqualTo(code);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "/calendar/windows         | {}",
        "/calendar/windows/0       | {'windows': [null]}",
        "/calendar/windows/0/days  | {'windows': [{'from': '09:00', 'to': '17:00'}]}",
        "/calendar/windows/0/days  | {'windows': [{'days': ['someday'], 'from': '09:00',"
            + " 'to': '17:00'}]}",
        "/calendar/windows/0/days  | {'windows': [{'days': [null], 'from': '09:00',"
            + " 'to': '17:00'}]}",
        "/calendar/windows/0/from  | {'windows': [{'days': ['mon'], 'to': '17:00'}]}",
        "/calendar/windows/0/from  | {'windows': [{'days': ['mon'], 'from': '9', 'to': '17:00'}]}",
        "/calendar/windows/0/to    | {'windows': [{'days': ['mon'], 'from': '09:00'}]}",
        "/calendar/windows/0/to    | {'windows': [{'days': ['mon'], 'from': '09:00',"
            + " 'to': '25:00'}]}",
        "/calendar/jitter_seconds  | {'windows': [], 'jitter_seconds': 0.5}",
      })
  void a_calendar_is_refused_at_the_place_that_is_wrong(String pointer, String body) {
    assertThatThrownBy(() -> calendar(body))
        .isInstanceOfSatisfying(
            InvalidField.class, refused -> assertThat(refused.pointer()).isEqualTo(pointer));
  }

  private static SequencePlan plan(String json) {
    var body = WireJson.jsonb().fromJson(json.replace('\'', '"'), NewSequenceBody.class);
    return PlanBodies.plan(
        body.exitOnReply(),
        body.track(),
        body.emails(),
        body.steps(),
        body.exitConditionPrompt(),
        body.calendar());
  }

  private static CalendarPlan calendar(String json) {
    var calendar =
        plan("{'emails': [{'delay_days': 2, 'body': 'x'}], 'calendar': " + json + "}").calendar();
    if (calendar == null) {
      throw new AssertionError("The calendar was given");
    }
    return calendar;
  }
}
