package cadenza.access.application;

/**
 * Stretches passwords, so that a stolen database gives none away. That is work for a processor, so
 * only a few are stretched at a time; who waits too long is refused by {@code PasswordsBusy}.
 */
public interface Passwords {
  /** As it is stored: with its salt and how it was stretched. */
  String stretch(String password);

  /** Takes as long as {@link #stretch}, whether it fits or not. */
  boolean fits(String password, String stretched);

  /** Takes as long as {@link #fits} where there is nothing to compare with. */
  void waste(String password);
}
