package cadenza.messaging.adapter.email.dkim;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.kernel.api.Ids;
import cadenza.messaging.adapter.email.mime.GoldenMails;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.FailException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a domain vouches for, judged by a verifier that asks the key of the record. */
@DisplayNameGeneration(ReplaceUnderscores.class)
public class DomainKeysTest {
  private static final UUID WORKSPACE = Ids.next();
  private static final KeyPair PAIR = pair(2048);

  private static final byte[] TO_BUERO =
      ("From: ann@example.com\r\nTo: b\u00fcro@example.org\r\nSubject: Hello\r\n"
              + "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHello\r\n")
          .getBytes(UTF_8);

  @TempDir Path folder;

  /** Nobody has laid down any. */
  public static DomainKeys none() {
    var keys = new DomainKeys();
    keys.folder = Optional.empty();
    return keys;
  }

  static Stream<String> mails() {
    return GoldenMails.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("mails")
  void every_mail_is_signed_so_that_it_verifies(String name) throws Exception {
    var signed = key().signed(GoldenMails.bytes(name));

    assertThat(verified(signed)).hasSize(1);
    assertThat(new String(signed, US_ASCII)).startsWith("DKIM-Signature: ");
    assertThat(signed).endsWith(GoldenMails.bytes(name));
  }

  @Test
  void both_fields_of_list_unsubscribe_are_covered() throws Exception {
    var record = verified(key().signed(GoldenMails.bytes("sequence"))).get(0);

    assertThat(record.getHeaders().stream().map(CharSequence::toString))
        .contains("list-unsubscribe", "list-unsubscribe-post", "from", "message-id");
    assertThat(record.getBodyHashLimit()).isEqualTo(-1);
  }

  @Test
  void its_lines_keep_the_bound_but_for_the_list_of_names() throws Exception {
    var signed = new String(key().signed(GoldenMails.bytes("first")), US_ASCII);
    var field = signed.substring(0, signed.indexOf("\r\nDate: "));

    assertThat(Arrays.stream(field.split("\r\n")).filter(line -> !line.contains("h=from")))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(78));
  }

  @Test
  void a_mail_that_was_changed_does_not_verify() throws Exception {
    var signed = new String(key().signed(GoldenMails.bytes("first")), US_ASCII);

    assertThatThrownBy(() -> verified(signed.replace("proposal", "contract").getBytes(US_ASCII)))
        .isInstanceOf(FailException.class);
    var second = signed.replace("\r\nDate: ", "\r\nFrom: mallory@example.net\r\nDate: ");
    assertThatThrownBy(() -> verified(second.getBytes(US_ASCII))).isInstanceOf(FailException.class);
  }

  @Test
  void a_header_beyond_ascii_is_signed_as_the_bytes_it_has() throws Exception {
    var signed = key(UTF_8).signed(TO_BUERO);

    assertThat(verified(signed)).hasSize(1);
    var other = new String(signed, UTF_8).replace("b\u00fcro@", "b\u00e4ro@");
    assertThatThrownBy(() -> verified(other.getBytes(UTF_8))).isInstanceOf(FailException.class);
  }

  @Test
  void where_that_cannot_be_done_nothing_is_signed_wrongly() throws Exception {
    assertThatThrownBy(() -> key(US_ASCII).signed(TO_BUERO))
        .isInstanceOf(NotSignable.class)
        .hasMessageContaining("-Dfile.encoding=UTF-8");

    assertThat(verified(key(US_ASCII).signed(GoldenMails.bytes("first")))).hasSize(1);
  }

  private static DomainKey key(Charset ofThisServer) {
    return new DomainKey("example.com", "s1", PAIR.getPrivate(), ofThisServer);
  }

  @Test
  void a_key_is_one_workspace_s_and_one_domain_s() throws Exception {
    var keys = keys("s1._domainkey.Example.com.pem", pem(PAIR));

    assertThat(keys.of(WORKSPACE, "ann@EXAMPLE.com")).isPresent();
    assertThat(keys.of(WORKSPACE, "ann@sub.example.com")).isEmpty();
    assertThat(keys.of(Ids.next(), "ann@example.com")).isEmpty();
    assertThat(none().of(WORKSPACE, "ann@example.com")).isEmpty();
  }

  @Test
  void what_cannot_be_used_is_named() throws Exception {
    refused("s1.example.com.pem", pem(PAIR), "its name");
    refused("s1._domainkey.example.com.pem", "no key", "PKCS #8");
    refused(
        "s1._domainkey.example.com.pem",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        "RSA");
    refused("s1._domainkey.example.com.pem", pem(pair(512)), "1024 bits");
  }

  private void refused(String name, String content, String why) throws IOException {
    var keys = keys(name, content);

    assertThatThrownBy(keys::count)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(why);
  }

  private DomainKey key() throws IOException {
    return keys("s1._domainkey.example.com.pem", pem(PAIR))
        .of(WORKSPACE, "ann@example.com")
        .orElseThrow();
  }

  private DomainKeys keys(String name, String content) throws IOException {
    var own = Files.createDirectories(folder.resolve(Ids.wire("wsp", WORKSPACE)));
    try (var old = Files.list(own)) {
      for (var file : old.toList()) {
        Files.delete(file);
      }
    }
    Files.writeString(own.resolve(name), content);
    var keys = new DomainKeys();
    keys.folder = Optional.of(folder.toString());
    return keys;
  }

  private static List<SignatureRecord> verified(byte[] mail) throws Exception {
    var record =
        "v=DKIM1; k=rsa; p=" + Base64.getEncoder().encodeToString(PAIR.getPublic().getEncoded());
    var verifier = new DKIMVerifier((options, selector, domain) -> List.of(record));
    var fields = MailFields.of(mail);
    var body = new ByteArrayInputStream(mail, fields.bodyStart(), mail.length - fields.bodyStart());
    return verifier.verify(fields, body);
  }

  private static String pem(KeyPair pair) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  private static KeyPair pair(int bits) {
    try {
      var generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
