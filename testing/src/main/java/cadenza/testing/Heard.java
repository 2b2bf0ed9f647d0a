package cadenza.testing;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.NotificationOptions;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The container's end of an event: keeps what was fired, and passes it on to one observer. */
public final class Heard<T> implements Event<T> {
  private final List<T> all = new CopyOnWriteArrayList<>();
  private volatile Consumer<? super T> observer;

  public Heard() {
    this(event -> {});
  }

  public Heard(Consumer<? super T> observer) {
    this.observer = observer;
  }

  /** From now on; in the publisher's thread, as the container does it. */
  public void observedBy(Consumer<? super T> other) {
    observer = other;
  }

  /** Everything fired so far, oldest first; the caller may clear it. */
  public List<T> all() {
    return all;
  }

  @Override
  public void fire(T event) {
    all.add(event);
    observer.accept(event);
  }

  @Override
  public <U extends T> CompletionStage<U> fireAsync(U event) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <U extends T> CompletionStage<U> fireAsync(U event, NotificationOptions options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Event<T> select(Annotation... qualifiers) {
    return this;
  }

  @Override
  public <U extends T> Event<U> select(Class<U> subtype, Annotation... qualifiers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public <U extends T> Event<U> select(TypeLiteral<U> subtype, Annotation... qualifiers) {
    throw new UnsupportedOperationException();
  }
}
