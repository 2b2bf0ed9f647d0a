package cadenza.kernel.adapter;

import cadenza.kernel.api.OutsideTls;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Reads the trust file once; a change needs a restart. */
@ApplicationScoped
class TrustedAuthorities implements OutsideTls {
  @Inject
  @ConfigProperty(name = "cadenza.net.trust-file")
  Optional<String> trustFile;

  private @Nullable Trust trust;

  private record Trust(SSLContext context, int added) {}

  /** How many certificates the file adds. */
  int added() {
    return trust().added();
  }

  @Override
  public SSLContext context() {
    return trust().context();
  }

  private synchronized Trust trust() {
    var read = trust;
    if (read == null) {
      read = read();
      trust = read;
    }
    return read;
  }

  private Trust read() {
    var named = trustFile.map(String::strip).filter(name -> !name.isEmpty());
    try {
      var more = named.isPresent() ? certificates(Path.of(named.get())) : List.<Certificate>of();
      var built = SSLContext.getInstance("TLS");
      built.init(null, trusting(more), null);
      return new Trust(built, more.size());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(
          "cadenza.net.trust-file (" + named.orElse("not set") + ") cannot be used: " + e, e);
    }
  }

  private static List<Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    try (var in = Files.newInputStream(file)) {
      Collection<? extends Certificate> read =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (read.isEmpty()) {
        throw new IOException("no certificate in it");
      }
      return List.copyOf(read);
    }
  }

  /** One trust manager over both: two in a row would not be asked one after the other. */
  private static TrustManager[] trusting(List<Certificate> more)
      throws IOException, GeneralSecurityException {
    var runtime = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    runtime.init((KeyStore) null);
    if (more.isEmpty()) {
      return runtime.getTrustManagers();
    }
    var all = new ArrayList<>(more);
    for (var manager : runtime.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        all.addAll(List.of(x509.getAcceptedIssuers()));
      }
    }
    var anchors = KeyStore.getInstance(KeyStore.getDefaultType());
    anchors.load(null, null);
    for (int i = 0; i < all.size(); i++) {
      anchors.setCertificateEntry("authority-" + i, all.get(i));
    }
    var both = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    both.init(anchors);
    return both.getTrustManagers();
  }
}
