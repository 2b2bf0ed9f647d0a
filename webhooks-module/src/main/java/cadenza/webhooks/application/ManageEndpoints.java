package cadenza.webhooks.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.OutsideHosts;
import cadenza.kernel.api.OutsideHosts.AddressRefused;
import cadenza.kernel.api.SecretBox;
import cadenza.kernel.api.UseCase;
import cadenza.webhooks.api.EndpointCard;
import cadenza.webhooks.domain.Deliveries;
import cadenza.webhooks.domain.Endpoint;
import cadenza.webhooks.domain.EndpointUrl;
import cadenza.webhooks.domain.Endpoints;
import cadenza.webhooks.domain.SigningSecret;
import jakarta.inject.Inject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Opens, changes and deletes endpoints. */
@UseCase
public class ManageEndpoints {
  private static final int LONGEST_DESCRIPTION = 500;
  private static final String EVERYTHING = "*";

  @Inject Endpoints endpoints;
  @Inject Deliveries deliveries;
  @Inject OutsideHosts hosts;
  @Inject SecretBox secrets;
  @Inject Clocks clocks;

  /** The one moment at which the secret is shown without being asked for. */
  public record Opened(EndpointCard endpoint, String secret) {}

  public Opened open(UUID workspaceId, EndpointPlan plan) {
    if (plan.url() == null) {
      throw new InvalidField("/url", "An endpoint needs a URL.");
    }
    var url = vetted(plan.url());
    requireStandard(plan.format());
    var types = types(plan.eventTypes());
    var id = Ids.next();
    var secret = SigningSecret.next();
    endpoints.holdRelay(workspaceId);
    var endpoint =
        Endpoint.open(
            id,
            workspaceId,
            url,
            described(plan.description()),
            types,
            secrets.seal(workspaceId, id, Endpoint.SECRET_PURPOSE, secret.value()),
            clocks.real());
    if (Boolean.FALSE.equals(plan.enabled())) {
      endpoint.disable("by_hand");
    }
    endpoints.add(endpoint);
    endpoints.subscribe(endpoint);
    return new Opened(endpoint.card(), secret.value());
  }

  public EndpointCard change(UUID workspaceId, UUID endpointId, EndpointPlan plan) {
    var url = plan.url() == null ? null : vetted(plan.url());
    requireStandard(plan.format());
    var types = types(plan.eventTypes());
    var description = described(plan.description());
    endpoints.holdRelay(workspaceId);
    var endpoint = required(workspaceId, endpointId);
    if (url != null) {
      endpoint.moveTo(url);
    }
    if (description != null) {
      endpoint.describe(description);
    }
    if (plan.eventTypes() != null) {
      endpoint.listenTo(types);
    }
    if (plan.enabled() != null) {
      enable(endpoint, plan.enabled());
    }
    endpoint.changed(clocks.real());
    endpoints.update(endpoint);
    if (plan.eventTypes() != null || plan.enabled() != null) {
      endpoints.subscribe(endpoint);
    }
    return endpoint.card();
  }

  /** Switched on again it hears of new events only; old ones are sent again by hand. */
  private void enable(Endpoint endpoint, boolean enabled) {
    if (enabled) {
      endpoint.enable();
    } else {
      endpoint.disable("by_hand");
      deliveries.cancel(endpoint.workspaceId(), endpoint.id());
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
    var endpoint = required(workspaceId, endpointId);
    return secrets.open(workspaceId, endpointId, Endpoint.SECRET_PURPOSE, endpoint.sealedSecret());
  }

  private Endpoint required(UUID workspaceId, UUID endpointId) {
    return endpoints
        .withId(workspaceId, endpointId)
        .filter(endpoint -> !endpoint.deleted())
        .orElseThrow(() -> new NotFound("webhook endpoint"));
  }

  private EndpointUrl vetted(String text) {
    var url = EndpointUrl.of(text, hosts.plainAllowed());
    try {
      hosts.vet(url.host());
    } catch (AddressRefused refused) {
      throw new AddressRefused("/url");
    }
    return url;
  }

  private static void requireStandard(@Nullable String format) {
    if (format != null && !format.equals(Endpoint.STANDARD)) {
      throw new InvalidField("/format", "unknown_format", "The only format is standard.");
    }
  }

  private static @Nullable String described(@Nullable String description) {
    if (description != null
        && (description.length() > LONGEST_DESCRIPTION || description.indexOf('\0') >= 0)) {
      throw new InvalidField("/description", "A description has at most 500 characters.");
    }
    return description;
  }

  private static @Nullable List<String> types(@Nullable List<String> wanted) {
    if (wanted == null || wanted.contains(EVERYTHING)) {
      return null;
    }
    if (wanted.isEmpty()) {
      throw new InvalidField("/event_types", "Name at least one event type, or * for all.");
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (!EventTypes.known(wanted.get(i))) {
        throw new InvalidField(
            "/event_types/" + i, "unknown_event_type", "There is no such event type.");
      }
    }
    return List.copyOf(new LinkedHashSet<>(wanted));
  }
}
