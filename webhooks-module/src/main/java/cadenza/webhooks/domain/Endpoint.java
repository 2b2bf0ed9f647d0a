package cadenza.webhooks.domain;

import cadenza.webhooks.api.EndpointCard;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A URL that somebody wants to be told at, what about, and the secret it proves us by. */
@Entity
public class Endpoint {
  public static final String STANDARD = "standard";
  public static final String SECRET_PURPOSE = "webhook-secret";

  @Id private UUID id;
  private UUID workspaceId;
  private String url;
  private @Nullable String description;
  private int number;
  private String format;
  private String options;
  private boolean allTypes;
  private String[] eventTypes;

  @Enumerated(EnumType.STRING)
  private EndpointStatus status;

  private @Nullable String statusReason;
  private String sealedSecret;
  private Instant createdAt;
  private Instant updatedAt;
  @Version private long version;

  protected Endpoint() {}

  /**
   * @param options what its format lets it choose, as JSON
   * @param eventTypes what it listens to, or null for everything
   */
  public static Endpoint open(
      UUID id,
      UUID workspaceId,
      int number,
      EndpointUrl url,
      @Nullable String description,
      String format,
      String options,
      @Nullable List<String> eventTypes,
      String sealedSecret,
      Instant at) {
    var endpoint = new Endpoint();
    endpoint.id = id;
    endpoint.workspaceId = workspaceId;
    endpoint.url = url.value();
    endpoint.description = description;
    endpoint.number = number;
    endpoint.format = format;
    endpoint.options = options;
    endpoint.listenTo(eventTypes);
    endpoint.status = EndpointStatus.ENABLED;
    endpoint.sealedSecret = sealedSecret;
    endpoint.createdAt = at;
    endpoint.updatedAt = at;
    return endpoint;
  }

  public void listenTo(@Nullable List<String> types) {
    allTypes = types == null;
    eventTypes = types == null ? new String[0] : types.toArray(String[]::new);
  }

  public void moveTo(EndpointUrl url) {
    this.url = url.value();
  }

  public void choose(String options) {
    this.options = options;
  }

  public void describe(String description) {
    this.description = description;
  }

  public void enable() {
    status = EndpointStatus.ENABLED;
    statusReason = null;
  }

  public void disable(String reason) {
    status = EndpointStatus.DISABLED;
    statusReason = reason;
  }

  public void delete() {
    status = EndpointStatus.DELETED;
  }

  public void changed(Instant at) {
    updatedAt = at;
  }

  public UUID id() {
    return id;
  }

  public UUID workspaceId() {
    return workspaceId;
  }

  public String url() {
    return url;
  }

  public String format() {
    return format;
  }

  public boolean enabled() {
    return status == EndpointStatus.ENABLED;
  }

  public boolean deleted() {
    return status == EndpointStatus.DELETED;
  }

  public boolean allTypes() {
    return allTypes;
  }

  public List<String> eventTypes() {
    return List.of(eventTypes);
  }

  public long version() {
    return version;
  }

  public String sealedSecret() {
    return sealedSecret;
  }

  public EndpointCard card() {
    return new EndpointCard(
        id,
        workspaceId,
        number,
        url,
        description,
        format,
        options,
        allTypes ? null : eventTypes(),
        status.name(),
        statusReason,
        createdAt,
        updatedAt,
        version);
  }
}
