package cadenza.messaging.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import cadenza.contacts.api.ContactDirectory;
import cadenza.kernel.api.Ids;
import cadenza.messaging.adapter.event.PaceParts;
import cadenza.messaging.api.MessageContent;
import cadenza.messaging.api.MessageContent.Copies;
import cadenza.messaging.api.MessageDraft;
import cadenza.messaging.api.RecipientPace;
import cadenza.messaging.api.RecipientPace.Ask;
import cadenza.messaging.api.RecipientPaceChanged;
import cadenza.messaging.api.SendMessage;
import cadenza.messaging.api.SenderCapacity.Grant;
import cadenza.messaging.api.SenderCapacity.Want;
import cadenza.messaging.api.SentMail.Sent;
import cadenza.messaging.domain.ConversationBook_;
import cadenza.messaging.domain.MailSettingsBook_;
import cadenza.messaging.domain.PaceBook_;
import cadenza.messaging.domain.SendResult;
import cadenza.messaging.domain.SentMessages_;
import cadenza.testing.Heard;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** How much a whole workspace may send, and how much may go to one recipient domain. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class WorkspacePaceIT extends OutgoingStage {
  final Heard<RecipientPaceChanged> changed = new Heard<>();

  @Test
  void all_accounts_of_a_workspace_together_keep_its_limit_however_many_ask() throws Exception {
    var accounts = new ArrayList<UUID>(List.of(account));
    for (int i = 0; i < 5; i++) {
      accounts.add(Ids.next());
      database.account(workspace, accounts.get(i + 1), "");
    }
    decide(50, null, null);

    assertThat(grantedByEight(accounts)).isEqualTo(50);

    assertThat(database.value("select count(*) from messaging.message")).isEqualTo("50");
    assertThat(look().refusal()).isEqualTo("workspace_limit");
  }

  @Test
  void another_workspace_is_not_held_back() {
    var other = Ids.next();
    var theirs = Ids.next();
    database.account(other, theirs, "");
    decide(0, 1, null);

    var grants = reserve(List.of(new Want(account, 3), new Want(theirs, 3)));

    assertThat(grants).extracting(Grant::granted).containsExactlyInAnyOrder(0, 3);
    assertThat(look().nextAt()).isNull();
  }

  @Test
  void what_is_sent_or_of_unknown_outcome_counts_and_what_failed_does_not() {
    decide(2, null, null);
    var sent = order("bo@a.example");
    var lost = order("bo@b.example");
    queue(sent, lost);
    settle(new SendResult.Accepted(), begin(sent));
    begin(lost);
    expire();
    assertThat(look().refusal()).isEqualTo("workspace_limit");

    database.execute("update messaging.message set status = 'FAILED' where status = 'UNKNOWN'");

    assertThat(look().granted()).isEqualTo(1);
  }

  @Test
  void a_spent_limit_names_the_time_when_the_oldest_send_is_a_day_old() {
    decide(1, null, null);
    var order = order("bo@a.example");
    queue(order);
    settle(new SendResult.Accepted(), begin(order));
    var accepted = Instant.parse("2026-03-01T12:00:00Z");
    accepted(order, accepted);

    var before = look(accepted.plus(Duration.ofHours(24)).minusMillis(1));
    assertThat(before.refusal()).isEqualTo("workspace_limit");
    assertThat(before.nextAt()).isEqualTo(accepted.plus(Duration.ofHours(24)));
    assertThat(look(accepted.plus(Duration.ofHours(24))).granted()).isEqualTo(1);
  }

  @Test
  void little_room_is_shared_out_among_those_who_ask() {
    var second = Ids.next();
    database.account(workspace, second, "");
    decide(5, null, null);

    var grants = reserve(List.of(new Want(account, 100), new Want(second, 1)));

    assertThat(grants).extracting(Grant::granted).containsExactlyInAnyOrder(4, 1);
  }

  @Test
  void one_domain_gets_no_more_than_its_limit_however_many_ask() throws Exception {
    decide(null, 7, null);
    var threads = Executors.newFixedThreadPool(8);
    try {
      var asking = new ArrayList<Callable<Integer>>();
      for (int i = 0; i < 20; i++) {
        int number = i;
        asking.add(
            () -> queueWhatFits("a" + number + "@Big.example", "b" + number + "@big.example"));
      }
      int granted = 0;
      for (var answer : threads.invokeAll(asking)) {
        granted += answer.get();
      }
      assertThat(granted).isEqualTo(7);
    } finally {
      threads.shutdownNow();
    }
    assertThat(queueWhatFits("c@other.example")).isEqualTo(1);
  }

  @Test
  void a_limit_for_domains_is_about_the_messages_and_not_about_reservations() {
    decide(null, 1, null);
    var order = order("bo@big.example");
    assertThat(queueWhatFits(order)).isEmpty();
    assertThat(queueWhatFits("cy@big.example")).isZero();

    withdraw(order.enrollmentId());
    assertThat(free("big.example")).isTrue();

    var lost = order("di@big.example");
    queueWhatFits(lost);
    begin(lost);
    expire();
    assertThat(status(lost)).isEqualTo("UNKNOWN");
    assertThat(free("big.example")).isFalse();
  }

  @Test
  void the_domains_limit_counts_any_24_hours_by_the_time_of_acceptance() {
    decide(null, 1, null);
    var order = order("bo@big.example");
    queueWhatFits(order);
    settle(new SendResult.Accepted(), begin(order));
    var accepted = Instant.parse("2026-03-01T12:00:00.000001Z");
    accepted(order, accepted);

    assertThat(freeAt(accepted.plus(Duration.ofHours(24)).minusNanos(1000)))
        .isEqualTo(accepted.plus(Duration.ofHours(24)));
    assertThat(freeAt(accepted.plus(Duration.ofHours(24)))).isNull();
  }

  @Test
  void limits_that_come_later_count_what_was_sent_before_and_dissolve_the_lines() {
    var order = order("bo@BIG.example");
    queue(order);
    settle(new SendResult.Accepted(), begin(order));

    decide(null, 1, null);
    assertThat(queueWhatFits("cy@big.example")).isZero();
    decide(null, 2, null);

    assertThat(database.value("select count(*) from messaging.recipient_line")).isEqualTo("0");
    assertThat(queueWhatFits("cy@big.example")).isEqualTo(1);
    assertThat(queueWhatFits("di@big.example")).isZero();
    assertThat(changed.all()).hasSize(2);
  }

  @Test
  void without_a_limit_nothing_is_taken_down_and_what_counts_no_more_is_forgotten() {
    queueWhatFits("bo@big.example");
    assertThat(database.value("select count(*) from messaging.recipient_pace")).isEqualTo("0");

    decide(null, null, 5);
    var old = order("cy@big.example");
    var waiting = order("di@big.example");
    queueWhatFits(old);
    queueWhatFits(waiting);
    settle(new SendResult.Accepted(), begin(old));
    database.execute("update messaging.recipient_pace set reserved_at = now() - interval '2 days'");
    accepted(old, clocks.real().minus(Duration.ofDays(2)));

    int forgotten = database.inTransaction(work -> new PaceBook_(work.session()).forget(100));

    assertThat(forgotten).isEqualTo(1);
    assertThat(database.value("select count(*) from messaging.recipient_pace")).isEqualTo("2");
  }

  @Test
  void what_a_test_workspace_s_limits_count_no_more_by_its_own_time_is_forgotten_too() {
    decide(null, null, 5);
    var first = clocks.real().plus(Duration.ofDays(300));
    for (int day = 0; day < 4; day++) {
      var order = order("bo@big.example");
      queue(order);
      settle(new SendResult.Accepted(), begin(order));
      accepted(order, first.plus(Duration.ofDays(day)));
      database.execute(
          "insert into messaging.recipient_pace values ('%s', 'big.example', '%s', '%s', true)"
              .formatted(workspace, order.messageId(), first.plus(Duration.ofDays(day))));
    }

    int forgotten = database.inTransaction(work -> new PaceBook_(work.session()).forgetTests(100));

    assertThat(forgotten).isEqualTo(2);
  }

  @Test
  void a_letter_keeps_both_limits_and_says_which_one_is_spent() {
    decide(2, 1, null);
    write("bo@big.example");
    assertThatThrownBy(() -> write("cy@big.example"))
        .isInstanceOf(RequireRoom.RecipientLimitReached.class);
    write("cy@other.example");

    assertThatThrownBy(() -> write("di@third.example"))
        .isInstanceOf(RequireRoom.WorkspaceLimitReached.class);
    assertThat(database.value("select count(*) from messaging.message")).isEqualTo("2");
  }

  @Test
  void a_letter_takes_a_place_at_the_domain_of_each_who_gets_a_copy() {
    decide(null, 1, null);
    var copies = new Copies(null, List.of("cy@other.example"), List.of("dee@big.example"));

    write("bo@big.example", copies);

    assertThatThrownBy(() -> write("ed@other.example"))
        .isInstanceOf(RequireRoom.RecipientLimitReached.class);
    assertThatThrownBy(() -> write("ed@third.example", copies))
        .isInstanceOf(RequireRoom.RecipientLimitReached.class);
    write("ed@third.example");
  }

  private void write(String to) {
    write(to, Copies.NONE);
  }

  private void write(String to, Copies copies) {
    database.inTransaction(
        work -> {
          var letters = new WriteMessage();
          letters.accounts = work.accounts();
          letters.requireRoom = new RequireRoom();
          letters.requireRoom.accounts = work.accounts();
          letters.requireRoom.paces = new PaceBook_(work.session());
          letters.requireRoom.recipientPace = PaceParts.recipients(work.session());
          letters.conversations = new ConversationBook_(work.session());
          letters.suppressions = (id, addresses) -> Set.of();
          letters.contacts = nobodyKnown();
          letters.queueMessages = queueMessages(work);
          letters.files = new FilesToAttach();
          letters.letterCopies = new LetterCopies();
          letters.letterCopies.suppressions = letters.suppressions;
          letters.clocks = clocks;
          return letters.write(
              new MessageDraft(
                  workspace, null, account, null, to, "Hello", "Hi", null, copies, List.of()));
        });
  }

  private static ContactDirectory nobodyKnown() {
    return (ContactDirectory)
        Proxy.newProxyInstance(
            WorkspacePaceIT.class.getClassLoader(),
            new Class<?>[] {ContactDirectory.class},
            (proxy, method, arguments) -> Optional.empty());
  }

  @Test
  void what_was_sent_is_read_latest_first_in_pages() {
    var second = Ids.next();
    database.account(workspace, second, "");
    var orders = new ArrayList<SendMessage>();
    for (int i = 0; i < 5; i++) {
      orders.add(i % 2 == 0 ? order("bo@a.example") : orderOf(second));
      queue(orders.get(i));
      settle(new SendResult.Accepted(), begin(orders.get(i)));
      accepted(orders.get(i), Instant.parse("2026-03-01T12:00:00Z").plusSeconds(i / 2));
    }

    var read = new ArrayList<UUID>();
    Sent last = null;
    for (int page = 0; page < 3; page++) {
      var after = last;
      var some =
          database.inTransaction(
              work ->
                  new SentMessages_(work.session())
                      .latest(workspace, Instant.parse("2026-03-01T12:00:00Z"), after, 2));
      some.forEach(one -> read.add(one.messageId()));
      last = some.get(some.size() - 1);
    }

    assertThat(read)
        .containsExactlyInAnyOrderElementsOf(orders.stream().map(SendMessage::messageId).toList());
    assertThat(read.get(0)).isEqualTo(orders.get(4).messageId());
    var some = List.of(orders.get(1).enrollmentId(), orders.get(2).enrollmentId());
    List<Sent> one =
        database.inTransaction(
            work ->
                new SentMessages_(work.session())
                    .latestOf(workspace, some, Instant.parse("2026-03-01T12:00:00Z"), 1));
    assertThat(one).extracting(Sent::messageId).containsExactly(orders.get(2).messageId());
  }

  @Test
  void a_limit_that_is_set_while_a_batch_is_queued_counts_the_batch() throws Exception {
    var threads = Executors.newSingleThreadExecutor();
    try {
      var order = order("bo@big.example");
      var deciding =
          database.inTransaction(
              work -> {
                var wants = List.of(new Want(account, 1));
                PaceParts.capacity(work.session()).reserve(wants, clocks.real());
                queueMessages(work).queue(List.of(order));
                var decided = threads.submit(() -> decide(null, 1, null));
                await().until(() -> decided.isDone() || somebodyWaits());
                return decided;
              });
      deciding.get();
    } finally {
      threads.shutdownNow();
    }

    assertThat(free("big.example")).isFalse();
  }

  private static boolean somebodyWaits() {
    return !database
        .value("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
        .equals("0");
  }

  @Test
  void limits_are_bounded() {
    assertThatThrownBy(() -> decide(-1, null, null)).hasMessageContaining("Between 0 and 100000");
    assertThatThrownBy(() -> decide(null, 0, null)).hasMessageContaining("Between 1 and 10000");
    assertThatThrownBy(() -> decide(null, null, 10_001)).hasMessageContaining("Between 1");
  }

  private void decide(
      @Nullable Integer daily, @Nullable Integer domainDaily, @Nullable Integer domainHourly) {
    database.inTransaction(
        work -> {
          var useCase = new DecideMailSettings();
          useCase.book = new MailSettingsBook_(work.session());
          useCase.paces = new PaceBook_(work.session());
          useCase.trackingRules = new TrackingRules();
          useCase.recipientPaceChanged = changed;
          useCase.clocks = clocks;
          return useCase.change(
              workspace, now -> now.limited(daily, domainDaily, domainHourly), null);
        });
  }

  private int grantedByEight(List<UUID> accounts) throws Exception {
    var threads = Executors.newFixedThreadPool(8);
    try {
      var asking = new ArrayList<Callable<Integer>>();
      for (int i = 0; i < 64; i++) {
        asking.add(() -> reserveAndQueue(accounts));
      }
      int granted = 0;
      for (var answer : threads.invokeAll(asking)) {
        granted += answer.get();
      }
      for (int more = 1; more > 0; granted += more) {
        more = reserveAndQueue(accounts);
      }
      return granted;
    } finally {
      threads.shutdownNow();
    }
  }

  private int reserveAndQueue(List<UUID> accounts) {
    var wants = accounts.stream().map(one -> new Want(one, 2)).toList();
    return database.inTransaction(
        work -> {
          int granted = 0;
          for (var grant : PaceParts.capacity(work.session()).reserve(wants, clocks.real())) {
            for (int i = 0; i < grant.granted(); i++, granted++) {
              queueMessages(work).queue(List.of(orderOf(grant.senderAccountId())));
            }
          }
          return granted;
        });
  }

  private List<Grant> reserve(List<Want> wants) {
    return database.inTransaction(
        work -> PaceParts.capacity(work.session()).reserve(wants, clocks.real()));
  }

  private Grant look() {
    return look(clocks.real());
  }

  private Grant look(Instant at) {
    return database.inTransaction(
        work -> PaceParts.capacity(work.session()).look(workspace, account, at));
  }

  private int queueWhatFits(String... addresses) {
    int queued = 0;
    for (var address : addresses) {
      queued += queueWhatFits(order(address)).isEmpty() ? 1 : 0;
    }
    return queued;
  }

  /** As a batch of due steps does it. */
  private Map<UUID, Instant> queueWhatFits(SendMessage order) {
    return database.inTransaction(
        work -> {
          var later =
              PaceParts.recipients(work.session())
                  .reserve(
                      List.of(
                          new Ask(order.messageId(), workspace, order.toAddress(), false, false)),
                      clocks.real());
          if (later.isEmpty()) {
            queueMessages(work).queue(List.of(order));
          }
          return later;
        });
  }

  private boolean free(String domain) {
    return database.inTransaction(
        work ->
            PaceParts.recipients(work.session())
                .look(workspace, "any@" + domain, clocks.real())
                .isEmpty());
  }

  private @Nullable Instant freeAt(Instant now) {
    return database
        .inTransaction(
            work -> {
              RecipientPace recipients = PaceParts.recipients(work.session());
              return recipients.look(workspace, "any@big.example", now);
            })
        .orElse(null);
  }

  private void accepted(SendMessage order, Instant at) {
    database.execute(
        "update messaging.message set accepted_at = '%s' where id = '%s'"
            .formatted(at, order.messageId()));
  }

  private SendMessage order(String to) {
    return new SendMessage(
        Ids.next(),
        workspace,
        account,
        Ids.next(),
        1,
        1,
        Ids.next(),
        to,
        "Bo",
        new MessageContent.Email("Hello", "Hi Bo", null),
        null,
        Instant.parse("2026-01-05T09:00:00Z"),
        null,
        null,
        false);
  }
}
