package cadenza.messaging.adapter.email.dkim;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import org.apache.james.jdkim.DKIMSigner;
import org.apache.james.jdkim.exceptions.PermFailException;

/** The key by which a domain vouches for a mail. */
public final class DomainKey {
  /**
   * A name that stands twice forbids a second field of it (RFC 6376, 5.4.2); both fields of
   * List-Unsubscribe are covered, as RFC 8058 wants it.
   */
  private static final String FIELDS =
      "from:from:to:to:subject:subject:date:date:message-id:message-id:mime-version:mime-version"
          + ":content-type:content-type:reply-to:in-reply-to:references:list-unsubscribe"
          + ":list-unsubscribe-post";

  private static final int LINE = 72;
  private static final String FOLD = "\r\n\t";

  private final String template;
  private final DKIMSigner signer;
  private final Charset ofThisServer;

  DomainKey(String domain, String selector, PrivateKey key) {
    this(domain, selector, key, Charset.defaultCharset());
  }

  DomainKey(String domain, String selector, PrivateKey key, Charset ofThisServer) {
    this.ofThisServer = ofThisServer;
    template =
        "v=1; a=rsa-sha256; c=relaxed/relaxed; d="
            + domain
            + "; s="
            + selector
            + "; h="
            + FIELDS
            + "; bh=; b=;";
    signer = new DKIMSigner(template, key);
  }

  /**
   * The mail with the signature as its first field.
   *
   * @param mail header and body, lines ended by CRLF
   * @throws NotSignable for a header beyond ASCII, which is signed as the bytes that it has (RFC
   *     8616, 4): the signer makes them with the charset of the virtual machine
   */
  public byte[] signed(byte[] mail) {
    var fields = MailFields.of(mail);
    if (!ofThisServer.equals(StandardCharsets.UTF_8) && !isAscii(mail, fields.bodyStart())) {
      throw new NotSignable(ofThisServer);
    }
    try {
      var body = signer.newBodyHasher(signer.newSignatureRecordTemplate(template));
      try (var hashing = body.getOutputStream()) {
        hashing.write(mail, fields.bodyStart(), mail.length - fields.bodyStart());
      }
      var field = folded(signer.sign(fields, body)) + "\r\n";
      var out = new ByteArrayOutputStream(mail.length + field.length());
      out.writeBytes(field.getBytes(StandardCharsets.US_ASCII));
      out.writeBytes(mail);
      return out.toByteArray();
    } catch (IOException | PermFailException e) {
      throw new IllegalStateException("A mail could not be signed", e);
    }
  }

  private static boolean isAscii(byte[] mail, int end) {
    for (int i = 0; i < end; i++) {
      if (mail[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Folds where the relaxed form has a blank already, and within {@code b=}, which is no part of
   * what is signed.
   */
  private static String folded(String field) {
    var out = new StringBuilder(field.length() + 60);
    for (var tag : field.split("; ")) {
      out.append(out.isEmpty() ? "" : ";" + FOLD);
      if (!tag.startsWith("b=")) {
        out.append(tag);
        continue;
      }
      out.append("b=");
      for (int i = 2; i < tag.length(); i += LINE) {
        out.append(FOLD).append(tag, i, Math.min(tag.length(), i + LINE));
      }
    }
    return out.toString();
  }
}
