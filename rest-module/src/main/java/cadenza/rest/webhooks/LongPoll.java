package cadenza.rest.webhooks;

import cadenza.access.api.Caller;
import cadenza.rest.problem.Problem;
import cadenza.rest.problem.ProblemException;
import cadenza.rest.security.OnBehalf;
import cadenza.webhooks.api.EventLog.Part;
import cadenza.webhooks.application.Watch.News;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Answers a question to the event log when there is something to answer. */
@ApplicationScoped
class LongPoll {
  @Inject EventReader reader;
  @Inject OnBehalf onBehalf;

  /** An empty page when nothing came within the time. */
  CompletionStage<EventPage> answer(Caller caller, EventQuestion question, Duration patience) {
    var part = read(caller, question);
    if (patience.isZero() || !part.events().isEmpty()) {
      return CompletableFuture.completedFuture(EventPage.of(part, question.limit()));
    }
    return waiting(caller, question.behind(part), patience);
  }

  private CompletionStage<EventPage> waiting(
      Caller caller, EventQuestion question, Duration patience) {
    var answer = new CompletableFuture<EventPage>();
    var watch = reader.watch(caller);
    watch.await(
        question.after(),
        question.types(),
        patience,
        news -> {
          watch.close();
          onBehalf.of(caller, () -> answer(caller, question, news, answer));
        });
    return answer;
  }

  /** The answer is written before this returns, with all that goes with every answer. */
  private void answer(
      Caller caller, EventQuestion question, News news, CompletableFuture<EventPage> answer) {
    try {
      answer.complete(
          switch (news) {
            case EVENTS -> EventPage.of(read(caller, question), question.limit());
            case NOTHING -> EventPage.empty(question.after(), question.limit());
            case OVER -> throw over();
          });
    } catch (RuntimeException refused) {
      answer.completeExceptionally(refused);
    }
  }

  private Part read(Caller caller, EventQuestion question) {
    return reader.read(caller, question.withLimit(question.limit() + 1));
  }

  private static ProblemException over() {
    return new ProblemException(
        Problem.of(401, "invalid_token", "The token was revoked or has expired."));
  }
}
