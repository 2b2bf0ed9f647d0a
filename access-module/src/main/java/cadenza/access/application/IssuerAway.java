package cadenza.access.application;

/** The keys of the issuer cannot be read, so nobody can say now whether a token of his is good. */
public class IssuerAway extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public IssuerAway() {
    super("The keys of the issuer cannot be read");
  }
}
