package cadenza.webhooks.application;

import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.OutsideHosts;
import cadenza.kernel.api.OutsideHosts.AddressRefused;
import cadenza.webhooks.api.EndpointCard;
import cadenza.webhooks.domain.Endpoint;
import cadenza.webhooks.domain.EndpointUrl;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Opens, changes and deletes endpoints. Not a use case of its own transaction: a name service is
 * asked first, and none may be open meanwhile.
 */
@RequestScoped
public class ManageEndpoints {
  private static final int LONGEST_DESCRIPTION = 500;

  @Inject StoreEndpoint storeEndpoint;
  @Inject OutsideHosts hosts;

  /** The one moment at which the secret is shown without being asked for. */
  public record Opened(EndpointCard endpoint, String secret) {}

  public Opened open(UUID workspaceId, EndpointPlan plan) {
    if (plan.url() == null) {
      throw new InvalidField("/url", "An endpoint needs a URL.");
    }
    var sound = checked(plan);
    return storeEndpoint.open(workspaceId, vetted(plan.url()), sound);
  }

  /**
   * @param version that the caller has read, or null for any
   */
  public EndpointCard change(
      UUID workspaceId, UUID endpointId, EndpointPlan plan, @Nullable Long version) {
    var sound = checked(plan);
    var url = plan.url() == null ? null : vetted(plan.url());
    return storeEndpoint.change(workspaceId, endpointId, url, sound, version);
  }

  public void delete(UUID workspaceId, UUID endpointId) {
    storeEndpoint.delete(workspaceId, endpointId);
  }

  public String secret(UUID workspaceId, UUID endpointId) {
    return storeEndpoint.secret(workspaceId, endpointId);
  }

  private static EndpointPlan checked(EndpointPlan plan) {
    requireStandard(plan.format());
    requireShort(plan.description());
    return new EndpointPlan(
        plan.url(), types(plan), plan.format(), plan.description(), plan.enabled());
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

  private static void requireShort(@Nullable String description) {
    if (description != null
        && (description.length() > LONGEST_DESCRIPTION || description.indexOf('\0') >= 0)) {
      throw new InvalidField("/description", "A description has at most 500 characters.");
    }
  }

  private static @Nullable List<String> types(EndpointPlan plan) {
    var wanted = plan.eventTypes();
    if (wanted == null || plan.listensToEverything()) {
      return wanted;
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
