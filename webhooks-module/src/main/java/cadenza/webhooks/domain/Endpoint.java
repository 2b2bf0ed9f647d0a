package cadenza.webhooks.domain;

import cadenza.webhooks.api.EndpointCard;
import cadenza.webhooks.api.RequestRate;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.Formula;
import org.jspecify.annotations.Nullable;

/** A URL that somebody wants to be told at, what about, and the secret it proves us by. */
@Entity
public class Endpoint {
  public static final String STANDARD = "standard";
  public static final String SECRET_PURPOSE = "webhook-secret";
  public static final String HEADERS_PURPOSE = "webhook-headers";

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

  /** Since when nothing has succeeded; kept beside the row, because deliveries change it. */
  @Formula(
      "(select s.first_failed_at from webhooks.endpoint_state s"
          + " where s.workspace_id = workspace_id and s.endpoint_id = id)")
  private @Nullable Instant failingSince;

  private @Nullable Integer rateLimit;
  private int rateSeconds;
  private @Nullable String sealedHeaders;
  private String[] headerNames;
  private @Nullable UUID ownerId;
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
    endpoint.rateSeconds = 1;
    endpoint.headerNames = new String[0];
    endpoint.createdAt = at;
    endpoint.updatedAt = at;
    return endpoint;
  }

  /** Who opened it: a person, or else a token. */
  public void ownedBy(UUID owner) {
    ownerId = owner;
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

  public void replaceSecret(String sealed) {
    sealedSecret = sealed;
  }

  /** Null leaves it to the slots. */
  public void limitTo(@Nullable RequestRate rate) {
    rateLimit = rate == null ? null : rate.requests();
    rateSeconds = rate == null ? 1 : rate.seconds();
  }

  /**
   * @param sealed all of them, or null for none
   */
  public void wear(List<String> names, @Nullable String sealed) {
    headerNames = names.toArray(String[]::new);
    sealedHeaders = sealed;
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

  public String options() {
    return options;
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
        failingSince,
        rateLimit == null ? null : new RequestRate(rateLimit, rateSeconds),
        List.of(headerNames),
        createdAt,
        updatedAt,
        version);
  }
}
