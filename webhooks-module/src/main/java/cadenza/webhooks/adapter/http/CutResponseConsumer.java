package cadenza.webhooks.adapter.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.client5.http.async.methods.AbstractBinResponseConsumer;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;

/** Reads 20 kB of an answer, inflates nothing, and drops the connection when there is more. */
class CutResponseConsumer extends AbstractBinResponseConsumer<CutResponse> {
  private static final int MOST_BODY = 20_000;
  private static final int MOST_HEADERS = 8_000;

  /** Ends an exchange whose answer is already complete enough. */
  private static class Enough extends IOException {
    private static final long serialVersionUID = 1L;

    Enough() {
      super("The rest of the answer is not read");
    }
  }

  private final CompletableFuture<CutResponse> done;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final StringBuilder headers = new StringBuilder();
  private int status;

  CutResponseConsumer(CompletableFuture<CutResponse> done) {
    this.done = done;
  }

  @Override
  protected void start(HttpResponse response, ContentType contentType) {
    status = response.getCode();
    for (var header : response.getHeaders()) {
      if (headers.length() < MOST_HEADERS) {
        headers.append(header.getName()).append(": ").append(header.getValue()).append('\n');
      }
    }
  }

  @Override
  protected int capacityIncrement() {
    return MOST_BODY;
  }

  @Override
  protected void data(ByteBuffer source, boolean endOfStream) throws IOException {
    var bytes = new byte[Math.min(source.remaining(), MOST_BODY - body.size())];
    source.get(bytes);
    body.write(bytes);
    if (source.hasRemaining()) {
      source.position(source.limit());
      done.complete(buildResult());
      throw new Enough();
    }
  }

  @Override
  protected CutResponse buildResult() {
    return new CutResponse(status, storable(headers.toString()), storable(bodyText()));
  }

  private String bodyText() {
    return body.toString(StandardCharsets.UTF_8);
  }

  /** PostgreSQL's text holds every character but one. */
  private static String storable(String text) {
    return text.replace('\0', '\ufffd');
  }

  @Override
  public void informationResponse(HttpResponse response, HttpContext context) {}

  @Override
  public void releaseResources() {}
}
