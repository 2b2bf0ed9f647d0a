package cadenza.access.adapter.jwt;

import cadenza.kernel.api.OutsideHttp;
import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.net.URI;
import java.net.URL;

/** Fetches an issuer's keys, and remembers whether that went well. */
final class KeyDownload implements ResourceRetriever {
  private final OutsideHttp http;
  private volatile boolean failed;

  KeyDownload(OutsideHttp http) {
    this.http = http;
  }

  /** Whether the last time brought nothing. */
  boolean hasFailed() {
    return failed;
  }

  @Override
  public Resource retrieveResource(URL url) throws IOException {
    failed = true;
    var answer = http.get(URI.create(url.toString()));
    if (answer.status() != 200) {
      throw new IOException("The issuer answers " + answer.status());
    }
    failed = false;
    return new Resource(answer.body(), null);
  }
}
