package cadenza.access.api;

import java.util.HashSet;
import java.util.Set;

/** The scopes there are; a scope is the role that a resource method asks for. */
public final class Scopes {
  public static final String CONTACTS_READ = "contacts:read";
  public static final String CONTACTS_WRITE = "contacts:write";
  public static final String SEQUENCES_READ = "sequences:read";
  public static final String SEQUENCES_WRITE = "sequences:write";
  public static final String WORKFLOWS_READ = "workflows:read";
  public static final String WORKFLOWS_WRITE = "workflows:write";
  public static final String APPROVALS_READ = "approvals:read";
  public static final String APPROVALS_WRITE = "approvals:write";
  public static final String EMAIL_SEND = "email:send";
  public static final String MESSAGES_READ = "messages:read";
  public static final String MESSAGES_WRITE = "messages:write";
  public static final String INBOXES_READ = "inboxes:read";
  public static final String INBOXES_WRITE = "inboxes:write";
  public static final String SUPPRESSIONS_READ = "suppressions:read";
  public static final String SUPPRESSIONS_WRITE = "suppressions:write";
  public static final String WEBHOOKS_READ = "webhooks:read";
  public static final String WEBHOOKS_WRITE = "webhooks:write";
  public static final String WEBHOOKS_OPERATE = "webhooks:operate";
  public static final String EVENTS_READ = "events:read";
  public static final String TOKENS_READ = "tokens:read";
  public static final String TOKENS_WRITE = "tokens:write";
  public static final String USERS_READ = "users:read";
  public static final String USERS_WRITE = "users:write";
  public static final String AUDIT_READ = "audit:read";
  public static final String TEST_CLOCKS = "test_clocks:write";

  /** The operator's: opens workspaces beside the own one. Only who names it gets it. */
  public static final String WORKSPACES_WRITE = "workspaces:write";

  /** Asks for every scope of a workspace, and for those that a later version adds. */
  public static final String EVERY = "*";

  /** Every scope of a workspace. */
  public static final Set<String> ALL =
      Set.of(
          CONTACTS_READ,
          CONTACTS_WRITE,
          SEQUENCES_READ,
          SEQUENCES_WRITE,
          WORKFLOWS_READ,
          WORKFLOWS_WRITE,
          APPROVALS_READ,
          APPROVALS_WRITE,
          EMAIL_SEND,
          MESSAGES_READ,
          MESSAGES_WRITE,
          INBOXES_READ,
          INBOXES_WRITE,
          SUPPRESSIONS_READ,
          SUPPRESSIONS_WRITE,
          WEBHOOKS_READ,
          WEBHOOKS_WRITE,
          WEBHOOKS_OPERATE,
          EVENTS_READ,
          TOKENS_READ,
          TOKENS_WRITE,
          USERS_READ,
          USERS_WRITE,
          AUDIT_READ,
          TEST_CLOCKS);

  private Scopes() {}

  /** What a row holds: names with blanks between them, where {@link #EVERY} stands for all. */
  public static Set<String> of(String row) {
    var named = row.isEmpty() ? Set.<String>of() : Set.of(row.split(" "));
    if (!named.contains(EVERY)) {
      return named;
    }
    var scopes = new HashSet<>(named);
    scopes.remove(EVERY);
    scopes.addAll(ALL);
    return Set.copyOf(scopes);
  }

  public static boolean exists(String scope) {
    return ALL.contains(scope) || scope.equals(WORKSPACES_WRITE);
  }
}
