package cadenza.rest.webhooks;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * A comment and an id without data: a reader keeps the id, with which he comes again, and tells
 * nobody of an event. The builder of JAX-RS makes no such thing.
 *
 * @param lookedThrough up to this number there is nothing more for the reader
 */
record Heartbeat(long lookedThrough) implements OutboundSseEvent {
  @Override
  public String getId() {
    return Long.toString(lookedThrough);
  }

  @Override
  public String getComment() {
    return "";
  }

  /** The id is written only where there is a type, though it is that of no data. */
  @Override
  public Class<?> getType() {
    return String.class;
  }

  @Override
  public Type getGenericType() {
    return String.class;
  }

  @Override
  public MediaType getMediaType() {
    return MediaType.TEXT_PLAIN_TYPE;
  }

  @Override
  public @Nullable Object getData() {
    return null;
  }

  @Override
  public @Nullable String getName() {
    return null;
  }

  @Override
  public long getReconnectDelay() {
    return RECONNECT_NOT_SET;
  }

  @Override
  public boolean isReconnectDelaySet() {
    return false;
  }
}
