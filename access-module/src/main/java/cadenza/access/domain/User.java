package cadenza.access.domain;

import cadenza.access.api.Role;
import cadenza.access.api.Scopes;
import cadenza.access.api.UserCard;
import cadenza.kernel.api.Ids;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A person who works in a workspace. */
@Entity
@Table(name = "users")
public class User {
  @Id private UUID id;
  private UUID workspaceId;
  private String name;
  private @Nullable String email;

  @Enumerated(EnumType.STRING)
  private Role role;

  private @Nullable String password;
  private Instant createdAt;
  @Version private long version;

  protected User() {}

  /**
   * @param email in its {@link #normal} form; null for somebody who cannot log in
   */
  public static User of(
      UUID workspaceId, String name, @Nullable String email, Role role, Instant at) {
    var user = new User();
    user.id = Ids.next();
    user.workspaceId = workspaceId;
    user.name = name;
    user.email = email;
    user.role = role;
    user.createdAt = at;
    return user;
  }

  /** The one form of an address, however it was written: what is stored, asked for and counted. */
  public static String normal(String email) {
    return email.strip().toLowerCase(Locale.ROOT);
  }

  public UUID id() {
    return id;
  }

  public UUID workspaceId() {
    return workspaceId;
  }

  public Role role() {
    return role;
  }

  public long version() {
    return version;
  }

  /** The stretched password; empty for somebody who cannot log in. */
  public Optional<String> password() {
    return Optional.ofNullable(password);
  }

  /** Whether he can log in and make tokens. */
  public boolean isWayIn() {
    return password != null && email != null && role.scopes().contains(Scopes.TOKENS_WRITE);
  }

  public void rename(String to) {
    name = to;
  }

  public void become(Role other) {
    role = other;
  }

  /** Takes a password that has been stretched. */
  public void takePassword(String stretched) {
    password = stretched;
  }

  public UserCard card() {
    return new UserCard(id, name, email, role, password != null, createdAt, version);
  }
}
