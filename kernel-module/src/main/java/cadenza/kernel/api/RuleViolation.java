package cadenza.kernel.api;

import org.jspecify.annotations.Nullable;

/**
 * A broken business rule. Each rule is a small named subclass; the REST layer turns it into an RFC
 * 9457 problem whose {@code code} never changes.
 */
public abstract class RuleViolation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What the caller can do about it; the REST layer maps each to one status. */
  public enum Kind {
    /** 404: it does not exist, or not in this workspace. */
    NOT_FOUND,
    /** 409: the state does not allow it. */
    CONFLICT,
    /** 412: somebody changed it meanwhile. */
    STALE,
    /** 428: the caller has to say which version was read. */
    UNSEEN,
    /** 422: the content is understood and wrong. */
    INVALID,
    /** 403: this caller may not. */
    FORBIDDEN,
    /** 429: too much of this is being done; the same request may pass in a few seconds. */
    LATER
  }

  private final Kind kind;
  private final String code;
  private final @Nullable String pointer;

  protected RuleViolation(Kind kind, String code, String detail, @Nullable String pointer) {
    super(detail);
    this.kind = kind;
    this.code = code;
    this.pointer = pointer;
  }

  protected RuleViolation(Kind kind, String code, String detail) {
    this(kind, code, detail, null);
  }

  public Kind kind() {
    return kind;
  }

  /** Stable and machine readable, as in {@code assistant.not_configured}. */
  public String code() {
    return code;
  }

  /** JSON pointer (RFC 6901) of the field at fault, where there is one. */
  public @Nullable String pointer() {
    return pointer;
  }
}
