package cadenza.webhooks.adapter.http;

import cadenza.kernel.api.OutsideHosts;
import cadenza.kernel.api.OutsideHosts.AddressRefused;
import cadenza.kernel.api.OutsideTls;
import cadenza.webhooks.application.EndpointClient;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.support.AsyncRequestBuilder;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Sends by Apache HttpClient without a thread per request. It connects to vetted addresses only,
 * follows no redirect, repeats nothing by itself, and gives up at one deadline for everything.
 */
@ApplicationScoped
class SignedHttpClient implements EndpointClient {
  private static final int MOST_CONNECTIONS = 2000;
  private static final int MOST_HOSTS = 10_000;
  private static final int LONGEST_LINE = 16_384;
  private static final int MOST_HEADERS = 200;
  private static final ContentType JSON = ContentType.create("application/json");
  private static final String NO_CONNECTION = "No connection could be made.";
  private static final String BROKEN_OFF = "The connection broke off before there was an answer.";
  private static final String UNTRUSTED = "No trusted TLS connection could be made.";

  @Inject OutsideHosts hosts;
  @Inject OutsideTls tls;

  /** No format waits longer; the deadline of each request is shorter, or this. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  @Inject
  @ConfigProperty(name = "cadenza.webhooks.connect-timeout", defaultValue = "PT5S")
  Duration connectTimeout;

  @Resource(lookup = "concurrent/engine")
  ManagedExecutorService engine;

  private final PinnedAddresses pinned = new PinnedAddresses(MOST_HOSTS);
  private @Nullable CloseableHttpAsyncClient client;

  @PostConstruct
  void open() {
    open(engine);
  }

  /**
   * @param threads where it is asked whether a request is still wanted
   */
  void open(Executor threads) {
    var connections =
        PoolingAsyncClientConnectionManagerBuilder.create()
            .setDnsResolver(pinned)
            .setMaxConnTotal(MOST_CONNECTIONS)
            .setMaxConnPerRoute(MOST_CONNECTIONS)
            .setTlsStrategy(
                ClientTlsStrategyBuilder.create().setSslContext(tls.context()).buildAsync())
            .setDefaultTlsConfig(
                TlsConfig.custom().setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1).build())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(Timeout.of(connectTimeout))
                    .setSocketTimeout(Timeout.of(LONGEST))
                    .setTimeToLive(TimeValue.ofMinutes(1))
                    .build())
            .build();
    var opened =
        HttpAsyncClients.custom()
            .setConnectionManager(connections)
            .setIOReactorConfig(IOReactorConfig.custom().setIoThreadCount(2).build())
            .setHttp1Config(
                Http1Config.custom()
                    .setMaxLineLength(LONGEST_LINE)
                    .setMaxHeaderCount(MOST_HEADERS)
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setRedirectsEnabled(false)
                    .setConnectionRequestTimeout(Timeout.of(LONGEST))
                    .setResponseTimeout(Timeout.of(LONGEST))
                    .setProtocolUpgradeEnabled(false)
                    .build())
            .addExecInterceptorAfter(
                ChainElement.CONNECT.name(), "wanted", new WantedBeforeItLeaves(threads))
            .setUserAgent("Cadenza-Webhooks/1")
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .evictIdleConnections(TimeValue.ofSeconds(2)) // before the other side does, after 5 s
            .build();
    opened.start();
    client = opened;
  }

  @PreDestroy
  void close() {
    if (client != null) {
      client.close(CloseMode.IMMEDIATE);
    }
  }

  @Override
  public Optional<Answer> lookUp(String url) {
    long begun = System.nanoTime();
    var host = URI.create(url).getHost();
    try {
      pinned.pin(host, hosts.vet(host));
      return Optional.empty();
    } catch (AddressRefused refused) {
      return Optional.of(nothing(NO_CONNECTION, begun));
    }
  }

  @Override
  public void send(Request request, Duration within, Exchange exchange) {
    send(producer(request), within, exchange);
  }

  private static AsyncRequestProducer producer(Request request) {
    var uri = URI.create(request.url());
    var body = request.body();
    var builder = body == null ? AsyncRequestBuilder.get(uri) : AsyncRequestBuilder.post(uri);
    request.headers().forEach(builder::setHeader);
    return body == null ? builder.build() : builder.setEntity(body, JSON).build();
  }

  /**
   * Whatever comes first counts: the answer, a failure, or the deadline, which cancels the rest.
   */
  private void send(AsyncRequestProducer producer, Duration within, Exchange exchange) {
    if (client == null) {
      exchange.dropped();
      return;
    }
    long begun = System.nanoTime();
    var context = HttpClientContext.create();
    context.setAttribute(WantedBeforeItLeaves.EXCHANGE, exchange);
    var done = new CompletableFuture<CutResponse>();
    var running =
        client.execute(
            producer,
            new CutResponseConsumer(done),
            null,
            context,
            new FutureCallback<CutResponse>() {
              @Override
              public void completed(CutResponse response) {
                done.complete(response);
              }

              @Override
              public void failed(Exception cause) {
                done.completeExceptionally(cause);
              }

              @Override
              public void cancelled() {
                done.cancel(false);
              }
            });
    var unused =
        done.orTimeout(within.toNanos(), TimeUnit.NANOSECONDS)
            .whenComplete(
                (response, failure) -> {
                  if (!running.isDone()) { // a connection whose answer was read to its end is kept
                    running.cancel(true);
                  }
                  tell(exchange, response, failure, within, begun);
                });
  }

  private static void tell(
      Exchange exchange,
      @Nullable CutResponse response,
      @Nullable Throwable failure,
      Duration within,
      long begun) {
    if (response != null) {
      exchange.answered(
          new Answer(response.status(), null, response.headers(), response.body(), since(begun)));
    } else if (failure instanceof NotWanted) {
      exchange.dropped();
    } else {
      exchange.answered(nothing(words(failure, within), begun));
    }
  }

  private static String words(@Nullable Throwable failure, Duration within) {
    if (failure instanceof TimeoutException
        || failure instanceof CancellationException
        || failure instanceof SocketTimeoutException) {
      return "There was no whole answer within " + within.toSeconds() + " seconds.";
    }
    if (failure instanceof SSLException) {
      return UNTRUSTED;
    }
    boolean unconnected =
        failure instanceof ConnectException
            || failure instanceof UnknownHostException
            || failure instanceof ConnectTimeoutException;
    return unconnected ? NO_CONNECTION : BROKEN_OFF;
  }

  private static Answer nothing(String error, long begun) {
    return new Answer(null, error, null, null, since(begun));
  }

  private static Duration since(long begun) {
    return Duration.ofNanos(System.nanoTime() - begun);
  }
}
