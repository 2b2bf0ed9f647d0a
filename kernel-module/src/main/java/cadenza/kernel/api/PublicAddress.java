package cadenza.kernel.api;

import java.util.Optional;

/**
 * Where the world outside reaches this installation, by {@code cadenza.public-url}: for what must
 * lead back here from a mail.
 */
public interface PublicAddress {
  /**
   * @param path without a slash in front
   * @return empty where no address is configured: then nothing of ours can be reached from a mail
   */
  Optional<String> of(String path);
}
