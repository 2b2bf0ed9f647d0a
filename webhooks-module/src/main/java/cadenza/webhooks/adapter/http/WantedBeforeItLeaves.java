package cadenza.webhooks.adapter.http;

import cadenza.webhooks.application.EndpointClient.Exchange;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;

/**
 * Stands between the connection and the request: connecting may take seconds, and in these an
 * endpoint may be switched off. The question goes to a thread that may wait, never to the one that
 * serves all connections.
 */
class WantedBeforeItLeaves implements AsyncExecChainHandler {
  static final String EXCHANGE = "cadenza.exchange";

  private final Executor threads;

  WantedBeforeItLeaves(Executor threads) {
    this.threads = threads;
  }

  @Override
  public void execute(
      HttpRequest request,
      AsyncEntityProducer entity,
      AsyncExecChain.Scope scope,
      AsyncExecChain chain,
      AsyncExecCallback callback)
      throws HttpException, IOException {
    var exchange = (Exchange) scope.clientContext.getAttribute(EXCHANGE);
    if (exchange.fresh()) {
      chain.proceed(request, entity, scope, callback);
      return;
    }
    try {
      threads.execute(
          () -> {
            try {
              requireWanted(exchange);
              chain.proceed(request, entity, scope, callback);
            } catch (NotWanted | HttpException | IOException | RuntimeException e) {
              callback.failed(e);
            }
          });
    } catch (RejectedExecutionException busy) {
      callback.failed(new NotWanted("No thread is free to ask", busy));
    }
  }

  private static void requireWanted(Exchange exchange) throws NotWanted {
    boolean wanted;
    try {
      wanted = exchange.wanted();
    } catch (RuntimeException unknown) {
      throw new NotWanted("Nobody could say", unknown);
    }
    if (!wanted) {
      throw new NotWanted("It was cancelled");
    }
  }
}
