package cadenza.webhooks.application;

import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.OutsideHosts;
import cadenza.kernel.api.OutsideHosts.AddressRefused;
import cadenza.webhooks.api.EndpointCard;
import cadenza.webhooks.domain.EndpointUrl;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Opens, changes and deletes endpoints. Not a use case of its own transaction: a name service is
 * asked first, and none may be open meanwhile.
 */
@ApplicationScoped
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
    requireShort(plan.description());
    return storeEndpoint.open(workspaceId, vetted(plan.url()), plan);
  }

  /**
   * @param version that the caller has read, or null for any
   */
  public EndpointCard change(
      UUID workspaceId, UUID endpointId, EndpointPlan plan, @Nullable Long version) {
    requireShort(plan.description());
    var url = plan.url() == null ? null : vetted(plan.url());
    return storeEndpoint.change(workspaceId, endpointId, url, plan, version);
  }

  public void delete(UUID workspaceId, UUID endpointId) {
    storeEndpoint.delete(workspaceId, endpointId);
  }

  /** Empty where requests are not signed by a pair of keys. */
  public Optional<String> publicKey(UUID workspaceId, UUID endpointId) {
    return storeEndpoint.publicKey(workspaceId, endpointId);
  }

  public String secret(UUID workspaceId, UUID endpointId) {
    return storeEndpoint.secret(workspaceId, endpointId);
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

  private static void requireShort(@Nullable String description) {
    if (description != null
        && (description.length() > LONGEST_DESCRIPTION || description.indexOf('\0') >= 0)) {
      throw new InvalidField("/description", "A description has at most 500 characters.");
    }
  }
}
