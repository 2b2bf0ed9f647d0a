package cadenza.webhooks.application;

import cadenza.kernel.api.InvalidField;
import cadenza.webhooks.api.EndpointCard;
import cadenza.webhooks.application.EndpointClient.Request;
import cadenza.webhooks.domain.DueDelivery;
import cadenza.webhooks.domain.RetrySchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How one family of consumers is told: its words, its signature and its patience. Each is a package
 * below {@code adapter.format}, and nothing else knows of it.
 */
public interface Format {
  /** As an endpoint names it. */
  String name();

  /** Whether there is an event of this type in the words of the format. */
  boolean knows(String type);

  /** What it can tell of, where that is a list of its own. */
  default List<String> types() {
    return List.of();
  }

  /**
   * What an endpoint may choose, checked and whole.
   *
   * @param given as JSON, or null for what is usual
   * @throws InvalidField where the format does not know it
   */
  default String options(@Nullable String given) {
    if (given != null && !given.equals(NO_OPTIONS)) {
      throw new InvalidField("/options", "unknown_option", "This format has no options.");
    }
    return NO_OPTIONS;
  }

  String NO_OPTIONS = "{}";

  /** A secret for an endpoint that brings none. */
  String newSecret();

  /**
   * Whether an endpoint may bring this secret.
   *
   * @param options of the endpoint
   */
  default boolean accepts(String secret, String options) {
    return secret.matches("[!-~]{16,256}");
  }

  /** What a consumer checks signatures by, where that is not the secret itself. */
  default Optional<String> publicKey(String secret, String options) {
    return Optional.empty();
  }

  /**
   * What is sent for one attempt: one request, or several of which the next leaves when the one
   * before it did not succeed.
   */
  List<Request> requests(Dispatch dispatch);

  /**
   * What an endpoint can be shown without anything having happened.
   *
   * @param type in the words of the format, or null for any
   * @param eventId of what has not happened
   */
  Sample sample(EndpointCard endpoint, @Nullable String type, UUID eventId, Instant at);

  record Sample(String type, String body) {}

  /** The type of a sample, which must be one of the format's. */
  default String sampled(@Nullable String type, String usual) {
    if (type != null && !knows(type)) {
      throw new InvalidField("/event_type", "unknown_event_type", "There is no sample of it.");
    }
    return type == null ? usual : type;
  }

  /** How many requests that are at most. */
  default int requestsAtMost() {
    return 1;
  }

  /** Its own pauses; empty for those of the installation. */
  default Optional<RetrySchedule> schedule() {
    return Optional.empty();
  }

  /** How long one request may take in all; empty for as long as the installation says. */
  default Optional<Duration> timeout() {
    return Optional.empty();
  }

  /**
   * One attempt.
   *
   * @param secrets newest first; more than one while an old one runs out
   * @param at when the attempt begins
   */
  record Dispatch(DueDelivery delivery, List<String> secrets, Instant at) {
    public Dispatch {
      secrets = List.copyOf(secrets);
    }

    /** From 1. */
    public int attempt() {
      return delivery.attempts() + 1;
    }
  }
}
