package cadenza.kernel.api;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/**
 * Short questions to a server that somebody named: keys of an issuer, an access token. The host is
 * vetted as {@link OutsideHosts} says and connected to by the vetted address; no redirect is
 * followed, nothing is tried again, nothing is kept. Plain http goes only where plain text is
 * allowed.
 *
 * <p>Waits for eight seconds at most, so no transaction may be open.
 */
public interface OutsideHttp {
  /** Answers are read up to here; a longer one is an {@link IOException}. */
  int LARGEST_ANSWER = 200_000;

  /**
   * @param body in UTF-8
   */
  record Answer(int status, String body) {}

  /**
   * @throws IOException when no answer came, or none that may be read
   */
  Answer get(URI address) throws IOException;

  /**
   * Posts {@code application/x-www-form-urlencoded}.
   *
   * @throws IOException as {@link #get}
   */
  Answer postForm(URI address, Map<String, String> fields) throws IOException;
}
