package cadenza.access.api;

import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What a person may do: a set of scopes that grows with the versions. */
public enum Role {
  /** Everything. */
  ADMIN(scope -> true),
  /** The daily work, but not who comes in. */
  MEMBER(
      scope ->
          !Set.of(
                  Scopes.TOKENS_READ,
                  Scopes.TOKENS_WRITE,
                  Scopes.USERS_READ,
                  Scopes.USERS_WRITE,
                  Scopes.AUDIT_READ)
              .contains(scope)),
  /** What a member may read. */
  VIEWER(scope -> MEMBER.scopes().contains(scope) && scope.endsWith(":read"));

  private final Set<String> scopes;

  Role(Predicate<String> includes) {
    this.scopes = Scopes.ALL.stream().filter(includes).collect(Collectors.toUnmodifiableSet());
  }

  public Set<String> scopes() {
    return scopes;
  }
}
