package cadenza.messaging.application;

import cadenza.kernel.api.Ids;
import cadenza.messaging.adapter.event.PaceParts;
import cadenza.messaging.api.MessageContent;
import cadenza.messaging.api.RecipientPace;
import cadenza.messaging.api.RecipientPace.Ask;
import cadenza.messaging.api.RecipientPaceChanged;
import cadenza.messaging.api.SendMessage;
import cadenza.messaging.api.SenderCapacity.Grant;
import cadenza.messaging.api.SenderCapacity.Want;
import cadenza.messaging.domain.MailSettingsBook_;
import cadenza.messaging.domain.PaceBook_;
import cadenza.testing.Heard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Limits of a workspace and of recipient domains, and who asks within them. */
abstract class PaceStage extends OutgoingStage {
  final Heard<RecipientPaceChanged> changed = new Heard<>();

  static boolean somebodyWaits() {
    return !database
        .value("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
        .equals("0");
  }

  void decide(
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

  int grantedByEight(List<UUID> accounts) throws Exception {
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

  int reserveAndQueue(List<UUID> accounts) {
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

  List<Grant> reserve(List<Want> wants) {
    return database.inTransaction(
        work -> PaceParts.capacity(work.session()).reserve(wants, clocks.real()));
  }

  Grant look() {
    return look(clocks.real());
  }

  Grant look(Instant at) {
    return database.inTransaction(
        work -> PaceParts.capacity(work.session()).look(workspace, account, at));
  }

  int queueWhatFits(String... addresses) {
    int queued = 0;
    for (var address : addresses) {
      queued += queueWhatFits(order(address)).isEmpty() ? 1 : 0;
    }
    return queued;
  }

  /** As a batch of due steps does it. */
  Map<UUID, Instant> queueWhatFits(SendMessage order) {
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

  boolean free(String domain) {
    return database.inTransaction(
        work ->
            PaceParts.recipients(work.session())
                .look(workspace, "any@" + domain, clocks.real())
                .isEmpty());
  }

  @Nullable Instant freeAt(Instant now) {
    return database
        .inTransaction(
            work -> {
              RecipientPace recipients = PaceParts.recipients(work.session());
              return recipients.look(workspace, "any@big.example", now);
            })
        .orElse(null);
  }

  void accepted(SendMessage order, Instant at) {
    database.execute(
        "update messaging.message set accepted_at = '%s' where id = '%s'"
            .formatted(at, order.messageId()));
  }

  SendMessage order(String to) {
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
