package cadenza.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate authority of the test's own, and servers that it vouches for or does not. All is
 * made by the JDK's keytool when it is asked for.
 */
public final class TestAuthority {
  public static final String PASSWORD = "changeit";
  private static final String TYPE = "PKCS12";

  private final Path folder;
  private int servers;

  private TestAuthority(Path folder) {
    this.folder = folder;
  }

  /** Writes into this folder, which it makes. */
  public static TestAuthority in(Path folder) {
    try {
      Files.createDirectories(folder);
      var authority = new TestAuthority(folder);
      authority.keytool("-genkeypair", "-alias", "authority", "-ext", "bc:c", "-dname", "CN=Test");
      authority.keytool("-exportcert", "-alias", "authority", "-rfc", "-file", "authority.pem");
      return authority;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The authority's own certificate, as a trust file. */
  public Path trustFile() {
    return folder.resolve("authority.pem");
  }

  /** A server of this name that the authority vouches for. */
  public Path server(String host) {
    return made(host, "-signer", "authority");
  }

  /** The same, but its time is over. */
  public Path expired(String host) {
    return made(host, "-signer", "authority", "-startdate", "-10d", "-validity", "5");
  }

  /** Nobody vouches for it but itself. */
  public Path selfSigned(String host) {
    return made(host);
  }

  /** How a server with the keys of this store speaks TLS. */
  public static SSLContext speaking(Path keystore) {
    try {
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(read(keystore), PASSWORD.toCharArray());
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path made(String host, String... more) {
    var alias = "server-" + ++servers;
    var command =
        new ArrayList<>(
            List.of("-genkeypair", "-alias", alias, "-dname", "CN=x", "-ext", "san=dns:" + host));
    command.addAll(List.of(more));
    keytool(command.toArray(String[]::new));
    try {
      return alone(alias);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A store with one key, because a server takes any it finds. */
  private Path alone(String alias) throws GeneralSecurityException, IOException {
    var all = read(folder.resolve("all.p12"));
    var one = KeyStore.getInstance(TYPE);
    one.load(null, null);
    one.setKeyEntry(
        alias,
        all.getKey(alias, PASSWORD.toCharArray()),
        PASSWORD.toCharArray(),
        all.getCertificateChain(alias));
    var file = folder.resolve(alias + ".p12");
    try (var out = Files.newOutputStream(file)) {
      one.store(out, PASSWORD.toCharArray());
    }
    return file;
  }

  private static KeyStore read(Path file) throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance(TYPE);
    try (var in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }

  private void keytool(String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-keystore", "all.p12", "-storetype", TYPE, "-storepass", PASSWORD));
    if (arguments[0].equals("-genkeypair")) {
      command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
    }
    try {
      var process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("keytool: " + said);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
