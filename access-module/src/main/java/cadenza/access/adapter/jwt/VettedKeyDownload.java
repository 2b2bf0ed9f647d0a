package cadenza.access.adapter.jwt;

import cadenza.kernel.api.OutsideHosts;
import cadenza.kernel.api.OutsideTls;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URL;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.util.Timeout;

/** Fetches an issuer's keys as any other outside address: vetted, no redirect, and not for long. */
final class VettedKeyDownload implements ResourceRetriever {
  private static final int LARGEST = 200_000;
  private static final Timeout PATIENCE = Timeout.ofSeconds(5);

  /** The patience is from byte to byte, and others wait for the keys meanwhile. */
  private static final Duration LONGEST = Duration.ofSeconds(8);

  private final OutsideHosts hosts;
  private final OutsideTls tls;
  private volatile boolean failed;

  VettedKeyDownload(OutsideHosts hosts, OutsideTls tls) {
    this.hosts = hosts;
    this.tls = tls;
  }

  /** Whether the last time brought nothing. */
  boolean hasFailed() {
    return failed;
  }

  @Override
  public Resource retrieveResource(URL url) throws IOException {
    failed = true;
    var keys = fetched(url);
    failed = false;
    return keys;
  }

  private Resource fetched(URL url) throws IOException {
    if (!url.getProtocol().equals("https") && !hosts.plainAllowed()) {
      throw new IOException("The keys of the issuer are fetched by https only");
    }
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(new Vetted(hosts))
            .setTlsSocketStrategy(
                ClientTlsStrategyBuilder.create().setSslContext(tls.context()).buildClassic())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(PATIENCE)
                    .setSocketTimeout(PATIENCE)
                    .build())
            .build();
    try (var client =
        HttpClients.custom()
            .setConnectionManager(connections)
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setRedirectsEnabled(false)
                    .setResponseTimeout(PATIENCE)
                    .setProtocolUpgradeEnabled(false)
                    .build())
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .build()) {
      return client.execute(new HttpGet(url.toString()), VettedKeyDownload::content);
    }
  }

  private static Resource content(ClassicHttpResponse response) throws IOException {
    var entity = response.getEntity();
    if (response.getCode() != 200 || entity == null) {
      throw new IOException("The issuer answers " + response.getCode());
    }
    var content = entity.getContent();
    var keys = new ByteArrayOutputStream();
    var buffer = new byte[8_192];
    long start = System.nanoTime();
    for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
      keys.write(buffer, 0, read);
      if (keys.size() > LARGEST) {
        throw new IOException("The issuer has too many keys");
      }
      if (System.nanoTime() - start > LONGEST.toNanos()) {
        throw new IOException("The issuer's keys take too long to come");
      }
    }
    return new Resource(keys.toString(StandardCharsets.UTF_8), null);
  }

  /** Connects to what was vetted, never to a second resolution. */
  private record Vetted(OutsideHosts hosts) implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      try {
        return hosts.vet(host).toArray(InetAddress[]::new);
      } catch (OutsideHosts.AddressRefused refused) {
        throw new UnknownHostException(host);
      }
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
