package cadenza.messaging.adapter.email.dkim;

import cadenza.kernel.api.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * The keys that the operator has laid down in the folder {@code cadenza.dkim.keys}: {@code
 * wsp_…/selector._domainkey.example.com.pem}, named like the record that shows their other half.
 * They belong to one workspace each: anybody may connect an inbox under any address, and a key of
 * all would sign it.
 */
@ApplicationScoped
public class DomainKeys {
  private static final Pattern NAME =
      Pattern.compile("([A-Za-z0-9.-]{1,63})\\._domainkey\\.([A-Za-z0-9.-]{1,253})\\.pem");

  /** RFC 8301, 3.2: shorter ones are not taken by anybody. */
  private static final int BITS_AT_LEAST = 1024;

  @Inject
  @ConfigProperty(name = "cadenza.dkim.keys")
  Optional<String> folder;

  private @Nullable Map<Place, DomainKey> keys;

  private record Place(UUID workspaceId, String domain) {}

  /**
   * @param address of a sender; his domain as an A-label
   */
  public Optional<DomainKey> of(UUID workspaceId, String address) {
    var known = keys();
    if (known.isEmpty()) {
      return Optional.empty();
    }
    var domain = address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    return Optional.ofNullable(known.get(new Place(workspaceId, domain)));
  }

  /**
   * How many there are.
   *
   * @throws IllegalStateException when a file cannot be used
   */
  int count() {
    return keys().size();
  }

  private synchronized Map<Place, DomainKey> keys() {
    var known = keys;
    if (known == null) {
      known =
          folder
              .map(String::strip)
              .filter(at -> !at.isEmpty())
              .map(DomainKeys::read)
              .orElse(Map.of());
      keys = known;
    }
    return known;
  }

  private static Map<Place, DomainKey> read(String folder) {
    var found = new HashMap<Place, DomainKey>();
    try (var files = Files.walk(Path.of(folder), 2)) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        add(found, file);
      }
    } catch (IOException e) {
      throw unusable(folder, "it cannot be read");
    }
    return Map.copyOf(found);
  }

  private static void add(Map<Place, DomainKey> found, Path file) throws IOException {
    var name = NAME.matcher(file.getFileName().toString());
    var parent = file.getParent();
    var workspace =
        parent == null || parent.getFileName() == null
            ? Optional.<UUID>empty()
            : Ids.read("wsp", parent.getFileName().toString());
    if (!name.matches() || workspace.isEmpty()) {
      throw unusable(file, "its name is not wsp_…/selector._domainkey.domain.pem");
    }
    var domain = name.group(2).toLowerCase(Locale.ROOT);
    var key = new DomainKey(domain, name.group(1), privateKey(file));
    if (found.put(new Place(workspace.get(), domain), key) != null) {
      throw unusable(file, "its domain has two keys");
    }
  }

  private static PrivateKey privateKey(Path file) throws IOException {
    var text = Files.readString(file);
    if (!text.contains("-----BEGIN PRIVATE KEY-----")) {
      throw unusable(file, "it is not a PKCS #8 key (BEGIN PRIVATE KEY)");
    }
    try {
      var bytes = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
      var key = KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(bytes));
      if (key instanceof RSAPrivateKey rsa && rsa.getModulus().bitLength() < BITS_AT_LEAST) {
        throw unusable(file, "it has less than " + BITS_AT_LEAST + " bits");
      }
      return key;
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw unusable(file, "it is not an RSA key");
    }
  }

  private static IllegalStateException unusable(Object file, String why) {
    return new IllegalStateException("cadenza.dkim.keys: " + file + " cannot be used: " + why);
  }
}
