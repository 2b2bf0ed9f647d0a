package cadenza.kernel.adapter;

import cadenza.kernel.api.OutsideHosts;
import cadenza.kernel.api.OutsideHttp;
import cadenza.kernel.api.OutsideTls;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.entity.UrlEncodedFormEntity;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.apache.hc.core5.util.Timeout;

/** By Apache HttpClient, one client for each question: they are rare. */
@ApplicationScoped
class VettedHttp implements OutsideHttp {
  private static final Timeout PATIENCE = Timeout.ofSeconds(5);

  /** The patience is from byte to byte, and others wait for the answer meanwhile. */
  private static final Duration LONGEST = Duration.ofSeconds(8);

  private static final int LONGEST_LINE = 16_384;
  private static final int MOST_HEADERS = 200;

  @Inject OutsideHosts hosts;
  @Inject OutsideTls tls;

  @Override
  public Answer get(URI address) throws IOException {
    return ask(new HttpGet(address), address);
  }

  @Override
  public Answer postForm(URI address, Map<String, String> fields) throws IOException {
    var request = new HttpPost(address);
    request.setHeader("Accept", "application/json");
    request.setEntity(
        new UrlEncodedFormEntity(
            fields.entrySet().stream()
                .map(field -> new BasicNameValuePair(field.getKey(), field.getValue()))
                .toList(),
            StandardCharsets.UTF_8));
    return ask(request, address);
  }

  private Answer ask(HttpUriRequestBase request, URI address) throws IOException {
    if (!"https".equals(address.getScheme()) && !hosts.plainAllowed()) {
      throw new IOException("Only https is spoken with " + address.getHost());
    }
    try (var client = client()) {
      // A server that says its answer drop by drop, headers or body, is cut off.
      CompletableFuture.delayedExecutor(LONGEST.toSeconds(), TimeUnit.SECONDS)
          .execute(request::cancel);
      return client.execute(request, VettedHttp::answer);
    }
  }

  private CloseableHttpClient client() {
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(new Vetted(hosts))
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder()
                    .http1Config(
                        Http1Config.custom()
                            .setMaxLineLength(LONGEST_LINE)
                            .setMaxHeaderCount(MOST_HEADERS)
                            .build())
                    .build())
            .setTlsSocketStrategy(
                ClientTlsStrategyBuilder.create().setSslContext(tls.context()).buildClassic())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(PATIENCE)
                    .setSocketTimeout(PATIENCE)
                    .build())
            .build();
    return HttpClients.custom()
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
        .build();
  }

  private static Answer answer(ClassicHttpResponse response) throws IOException {
    var entity = response.getEntity();
    if (entity == null) {
      return new Answer(response.getCode(), "");
    }
    var content = entity.getContent();
    var body = new ByteArrayOutputStream();
    var buffer = new byte[8_192];
    for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
      body.write(buffer, 0, read);
      if (body.size() > LARGEST_ANSWER) {
        throw new IOException("The answer is too long");
      }
    }
    return new Answer(response.getCode(), body.toString(StandardCharsets.UTF_8));
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
