package cadenza.messaging.adapter.email.dkim;

import java.nio.charset.Charset;

/** There is a key, and no right signature can be made with it here. */
public class NotSignable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NotSignable(Charset ofThisServer) {
    super(
        "an address beyond ASCII cannot be signed (DKIM) by a server whose charset is "
            + ofThisServer
            + "; start it with -Dfile.encoding=UTF-8");
  }
}
