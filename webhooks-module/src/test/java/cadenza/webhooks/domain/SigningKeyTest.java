package cadenza.webhooks.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SigningKeyTest {
  /** The first test vector of RFC 8032 section 7.1. */
  static final String SEED = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

  static final String PUBLIC = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
  static final byte[] BODY = "{\"name\":\"Zoë 👋\"}".getBytes(StandardCharsets.UTF_8);

  @Test
  void the_public_half_is_that_of_the_rfc() {
    assertThat(SigningKey.of(key(SEED)).publicHalf()).isEqualTo("whpk_" + base64(PUBLIC));
    assertThat(SigningKey.of(key(SEED + PUBLIC)).publicHalf()).isEqualTo("whpk_" + base64(PUBLIC));
  }

  @Test
  void whoever_has_the_public_half_verifies_a_request() throws Exception {
    var key = SigningKey.of(key(SEED));

    assertThat(verifies(key, "evt_1", 1614265330, BODY)).isTrue();
    assertThat(verifies(key, "evt_2", 1614265330, BODY)).isFalse();
    assertThat(verifies(key, "evt_1", 1614265331, BODY)).isFalse();
  }

  @Test
  void each_secret_has_a_key_of_its_own_and_always_the_same() {
    var secret = SigningSecret.next().value();

    assertThat(SigningKey.of(secret).publicHalf())
        .isEqualTo(SigningKey.of(secret).publicHalf())
        .isNotEqualTo(SigningKey.of(SigningSecret.next().value()).publicHalf());
  }

  @Test
  void a_key_of_ones_own_is_whole() {
    assertThat(SigningKey.accepts(key(SEED))).isTrue();
    assertThat(SigningKey.accepts(key(SEED + PUBLIC))).isTrue();
    assertThat(SigningKey.accepts(key(SEED + SEED))).isFalse();
    assertThat(SigningKey.accepts(key("00"))).isFalse();
    assertThat(SigningKey.accepts("whsk_?")).isFalse();
    assertThat(SigningKey.accepts(SigningSecret.next().value())).isFalse();
  }

  private static boolean verifies(SigningKey key, String id, long timestamp, byte[] body)
      throws Exception {
    var signature = key.sign("evt_1", 1614265330, BODY);
    assertThat(signature).startsWith("v1a,");
    var x509 = HexFormat.of().parseHex("302a300506032b6570032100" + PUBLIC);
    var verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(
        KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(x509)));
    verifier.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
    verifier.update(body);
    return verifier.verify(Base64.getDecoder().decode(signature.substring("v1a,".length())));
  }

  private static String key(String hex) {
    return SigningKey.PREFIX + base64(hex);
  }

  private static String base64(String hex) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }
}
