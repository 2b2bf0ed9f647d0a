package cadenza.webhooks.application;

import cadenza.access.api.Caller;
import cadenza.access.api.CurrentCaller;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.SecretBox;
import cadenza.kernel.api.UseCase;
import cadenza.webhooks.api.EndpointCard;
import cadenza.webhooks.application.ManageEndpoints.Opened;
import cadenza.webhooks.domain.CustomHeaders;
import cadenza.webhooks.domain.Deliveries;
import cadenza.webhooks.domain.Endpoint;
import cadenza.webhooks.domain.EndpointUrl;
import cadenza.webhooks.domain.Endpoints;
import jakarta.inject.Inject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes endpoints whose URL and wishes have been checked; see {@link ManageEndpoints}. */
@UseCase
public class StoreEndpoint {
  @Inject Endpoints endpoints;
  @Inject Deliveries deliveries;
  @Inject SecretBox secrets;
  @Inject HeaderBox headerBox;
  @Inject Formats formats;
  @Inject CurrentCaller currentCaller;
  @Inject Clocks clocks;

  public Opened open(UUID workspaceId, EndpointUrl url, EndpointPlan plan) {
    var id = Ids.next();
    var format = formats.chosen(plan.format());
    var options = format.options(plan.options());
    var secret = formats.secret(format.name(), plan.secret(), options);
    endpoints.holdRelay(workspaceId);
    var endpoint =
        Endpoint.open(
            id,
            workspaceId,
            endpoints.nextNumber(workspaceId),
            url,
            plan.description(),
            format.name(),
            options,
            types(format, plan),
            secrets.seal(workspaceId, id, Endpoint.SECRET_PURPOSE, secret),
            clocks.real());
    currentCaller.known().map(Caller::maker).ifPresent(endpoint::ownedBy);
    if (Boolean.FALSE.equals(plan.enabled())) {
      endpoint.disable("by_hand");
    }
    settle(endpoint, plan);
    endpoints.add(endpoint);
    endpoints.keepState(endpoint);
    endpoints.subscribe(endpoint);
    return new Opened(endpoint.card(), secret);
  }

  /**
   * @param url null leaves it as it is
   * @param version that the caller has read, or null for any
   */
  public EndpointCard change(
      UUID workspaceId,
      UUID endpointId,
      @Nullable EndpointUrl url,
      EndpointPlan plan,
      @Nullable Long version) {
    endpoints.holdRelay(workspaceId);
    var endpoint = required(workspaceId, endpointId);
    if (version != null && version != endpoint.version()) {
      throw new EndpointChanged();
    }
    var format = formats.of(endpoint.format());
    if (plan.format() != null && !plan.format().equals(format.name())) {
      throw new InvalidField(
          "/format", "format_stays", "An endpoint keeps its format; open another one.");
    }
    if (url != null) {
      endpoint.moveTo(url);
    }
    if (plan.description() != null) {
      endpoint.describe(plan.description());
    }
    if (plan.options() != null) {
      choose(endpoint, format, plan.options());
    }
    if (plan.secret() != null) {
      throw new InvalidField("/secret", "secret_is_rotated", "A secret is changed by a rotation.");
    }
    if (plan.eventTypes() != null) {
      endpoint.listenTo(types(format, plan));
    }
    if (plan.enabled() != null) {
      enable(endpoint, plan.enabled());
    }
    settle(endpoint, plan);
    endpoint.changed(clocks.real());
    endpoints.update(endpoint);
    if (plan.eventTypes() != null || plan.enabled() != null) {
      endpoints.subscribe(endpoint);
    }
    if (Boolean.FALSE.equals(plan.enabled())) {
      // Behind what ends its subscription: that waits for whoever makes deliveries for it now.
      deliveries.cancel(workspaceId, endpointId);
    }
    return endpoint.card();
  }

  private void settle(Endpoint endpoint, EndpointPlan plan) {
    if (plan.rate() != null) {
      endpoint.limitTo(plan.rate().isNone() ? null : plan.rate());
    }
    if (plan.headers() != null) {
      headerBox.put(endpoint, CustomHeaders.of(plan.headers()));
    }
  }

  private void choose(Endpoint endpoint, Format format, String given) {
    var options = format.options(given);
    var secret = open(endpoint);
    if (format.accepts(secret, endpoint.options()) && !format.accepts(secret, options)) {
      throw new InvalidField(
          "/options", "secret_does_not_fit", "Its secret is of another kind; rotate it first.");
    }
    endpoint.choose(options);
  }

  /** Switched on again it hears of new events only; old ones are sent again by hand. */
  private void enable(Endpoint endpoint, boolean enabled) {
    if (enabled) {
      endpoint.enable();
      endpoints.forgive(endpoint);
    } else {
      endpoint.disable("by_hand");
    }
  }

  public void delete(UUID workspaceId, UUID endpointId) {
    endpoints.holdRelay(workspaceId);
    var endpoint = required(workspaceId, endpointId);
    endpoint.delete();
    endpoint.changed(clocks.real());
    endpoints.update(endpoint);
    endpoints.subscribe(endpoint);
    deliveries.cancel(workspaceId, endpointId);
  }

  public String secret(UUID workspaceId, UUID endpointId) {
    return open(required(workspaceId, endpointId));
  }

  /** What a consumer checks signatures by, where that is not the secret. */
  public Optional<String> publicKey(UUID workspaceId, UUID endpointId) {
    var endpoint = required(workspaceId, endpointId);
    return formats.of(endpoint.format()).publicKey(open(endpoint), endpoint.options());
  }

  private String open(Endpoint endpoint) {
    return secrets.open(
        endpoint.workspaceId(), endpoint.id(), Endpoint.SECRET_PURPOSE, endpoint.sealedSecret());
  }

  private Endpoint required(UUID workspaceId, UUID endpointId) {
    return endpoints
        .withId(workspaceId, endpointId)
        .filter(endpoint -> !endpoint.deleted())
        .orElseThrow(() -> new NotFound("webhook endpoint"));
  }

  private static @Nullable List<String> types(Format format, EndpointPlan plan) {
    var wanted = plan.eventTypes();
    if (wanted == null || plan.listensToEverything()) {
      return null;
    }
    if (wanted.isEmpty()) {
      throw new InvalidField("/event_types", "Name at least one event type, or * for all.");
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (!format.knows(wanted.get(i))) {
        throw new InvalidField(
            "/event_types/" + i, "unknown_event_type", "There is no such event type.");
      }
    }
    return List.copyOf(new LinkedHashSet<>(wanted));
  }
}
