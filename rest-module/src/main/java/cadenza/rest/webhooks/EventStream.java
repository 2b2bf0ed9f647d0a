package cadenza.rest.webhooks;

import cadenza.access.api.Caller;
import cadenza.rest.security.OnBehalf;
import cadenza.webhooks.api.EventLog.LoggedEvent;
import cadenza.webhooks.application.Watch;
import cadenza.webhooks.application.Watch.News;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.lang.System.Logger.Level;
import java.util.Iterator;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One stream of events: it waits, reads a part of the log, sends it event by event, each when the
 * one before is on its way, and waits again. So it holds no thread while nothing happens or its
 * reader is slow, and never more than a part. Nothing here waits for a reader: one who takes
 * nothing keeps his place until his connection breaks, and no more than that.
 */
final class EventStream {
  private static final System.Logger LOG = System.getLogger(EventStream.class.getName());

  private final Caller caller;
  private final EventReader reader;
  private final OnBehalf onBehalf;
  private final Sse sse;
  private final SseEventSink sink;
  private final Watch watch;
  private volatile EventQuestion question;

  EventStream(
      Caller caller,
      EventQuestion question,
      EventReader reader,
      OnBehalf onBehalf,
      Sse sse,
      SseEventSink sink) {
    this.caller = caller;
    this.question = question;
    this.reader = reader;
    this.onBehalf = onBehalf;
    this.sse = sse;
    this.sink = sink;
    this.watch = reader.watch(caller);
  }

  /**
   * Answers at once, on the thread of the request: what goes with every answer is added here, where
   * the request is known.
   */
  void begin() {
    try {
      beat();
    } catch (RuntimeException failed) {
      watch.close();
      throw failed;
    }
  }

  private void listen() {
    watch.await(
        question.after(),
        question.types(),
        reader.heartbeat(),
        news -> onBehalf.of(caller, () -> hear(news)));
  }

  private void hear(News news) {
    try {
      if (watch.isOver() || sink.isClosed()) {
        end();
      } else {
        var part = reader.read(caller, question);
        if (news == News.NOTHING && part.events().isEmpty()) {
          question = question.behind(part);
          beat();
        } else {
          tell(part.events().iterator());
        }
      }
    } catch (RuntimeException failed) {
      LOG.log(Level.DEBUG, "A stream of events ends", failed);
      end();
    }
  }

  /** By it both sides see whether the other is there, and the reader how far he need not look. */
  private void beat() {
    send(new Heartbeat(question.after()))
        .whenComplete((sent, failed) -> goOn(failed, this::listen));
  }

  private void tell(Iterator<LoggedEvent> events) {
    if (events.hasNext() && !watch.isOver()) {
      var event = events.next();
      send(event(event))
          .whenComplete(
              (sent, failed) ->
                  goOn(
                      failed,
                      () -> {
                        question = question.from(event.sequence());
                        tell(events);
                      }));
    } else if (watch.isOver()) {
      end();
    } else {
      listen();
    }
  }

  private OutboundSseEvent event(LoggedEvent event) {
    return sse.newEventBuilder()
        .id(Long.toString(event.sequence()))
        .name(event.type())
        .data(String.class, event.envelope())
        .build();
  }

  private CompletionStage<?> send(OutboundSseEvent event) {
    return sink.send(event);
  }

  private void goOn(@Nullable Throwable failed, Runnable next) {
    if (failed != null) {
      end();
      return;
    }
    try {
      next.run();
    } catch (RuntimeException closed) {
      end();
    }
  }

  private void end() {
    watch.close();
    sink.close();
  }
}
