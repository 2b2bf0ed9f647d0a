package cadenza.access.adapter.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.access.api.Caller;
import cadenza.access.api.Scopes;
import cadenza.access.application.IssuerAway;
import cadenza.kernel.adapter.KernelParts;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.OutsideHosts;
import cadenza.testing.HandSetClocks;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** A scripted issuer, over real HTTP, and what somebody else may try in its name. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SignedTokensTest {
  static final UUID WORKSPACE = Ids.next();
  static HttpServer issuer;
  static RSAKey key;
  static RSAKey thiefs;
  static final AtomicInteger fetched = new AtomicInteger();
  static final AtomicInteger lured = new AtomicInteger();

  final HandSetClocks clocks = new HandSetClocks();
  final SignedTokens tokens = tokens(List.of(InetAddress.getLoopbackAddress()));

  @BeforeAll
  static void open() throws Exception {
    key = new RSAKeyGenerator(2048).keyID("one").generate();
    thiefs = new RSAKeyGenerator(2048).keyID("one").generate();
    issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    serve("/keys", new JWKSet(key.toPublicJWK()).toString(), fetched);
    serve("/thief", new JWKSet(thiefs.toPublicJWK()).toString(), lured);
    issuer.start();
  }

  private static void serve(String path, String body, AtomicInteger count) {
    issuer.createContext(
        path,
        exchange -> {
          count.incrementAndGet();
          var bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }

  @AfterAll
  static void close() {
    issuer.stop(0);
  }

  @Test
  void the_issuer_s_word_names_the_caller_and_his_scopes() {
    var token = signed(header(), claims -> claims);

    assertThat(tokens.mayBe(token)).isTrue();
    var caller = tokens.authenticate(token).orElseThrow();

    assertThat(caller.workspaceId()).isEqualTo(WORKSPACE);
    assertThat(caller.kind()).isEqualTo(Caller.Kind.JWT);
    assertThat(caller.scopes()).containsExactlyInAnyOrder("contacts:read", "contacts:write");
    assertThat(tokens.authenticate(token).orElseThrow().userId()).isEqualTo(caller.userId());
    assertThat(
            tokens
                .authenticate(signed(header(), claims -> claims.subject("another")))
                .orElseThrow()
                .userId())
        .isNotEqualTo(caller.userId());
  }

  @Test
  void it_gives_no_scope_that_the_operator_does_not_let_it_give() {
    var narrow = tokens(List.of(InetAddress.getLoopbackAddress()));
    narrow.grantable = Optional.of("contacts:read");

    assertThat(
            narrow
                .authenticate(
                    signed(
                        header(),
                        claims -> claims.claim("scope", "contacts:read tokens:write * admin")))
                .orElseThrow()
                .scopes())
        .containsExactly("contacts:read");
  }

  @Test
  void no_scope_without_a_signed_claim() {
    var header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .keyID("one")
            .customParam("scope", "tokens:write")
            .customParam("roles", "admin")
            .build();

    assertThat(
            tokens
                .authenticate(signed(header, claims -> claims.claim("scope", null)))
                .orElseThrow()
                .scopes())
        .isEmpty();
  }

  @Test
  void somebody_else_s_issuer_audience_or_subject_proves_nothing() {
    refuse(claims -> claims.issuer("https://elsewhere.example"));
    refuse(claims -> claims.issuer(null));
    refuse(claims -> claims.audience("another-product"));
    refuse(claims -> claims.audience(List.of()));
    refuse(claims -> claims.subject(null));
  }

  @Test
  void a_token_has_its_time() {
    refuse(claims -> claims.expirationTime(at(Duration.ofMinutes(-1))));
    refuse(claims -> claims.expirationTime(null));
    refuse(claims -> claims.notBeforeTime(at(Duration.ofMinutes(1))));
    assertThat(
            tokens.authenticate(
                signed(header(), claims -> claims.notBeforeTime(at(Duration.ofMinutes(-1))))))
        .isPresent();
  }

  @Test
  void no_signature_is_no_proof() throws Exception {
    assertThat(tokens.authenticate(new PlainJWT(claims()).serialize())).isEmpty();
    var token = signed(header(), claims -> claims);
    var parts = token.split("\\.");
    assertThat(tokens.authenticate(parts[0] + "." + parts[1] + ".")).isEmpty();
    for (var name : List.of("none", "None", "NONE")) {
      var none = base64("{\"alg\":\"" + name + "\"}");
      assertThat(tokens.authenticate(none + "." + parts[1] + ".")).isEmpty();
      assertThat(tokens.authenticate(none + "." + parts[1] + "." + parts[2])).isEmpty();
    }
  }

  @Test
  void changed_claims_do_not_fit_their_signature() {
    var parts = signed(header(), claims -> claims).split("\\.");
    var wider =
        new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
            .replace("contacts:read", "tokens:write");

    assertThat(tokens.authenticate(parts[0] + "." + base64(wider) + "." + parts[2])).isEmpty();
  }

  @Test
  void the_public_key_is_no_shared_secret() throws Exception {
    for (var secret :
        List.of(
            key.toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8),
            key.toRSAPublicKey().getEncoded())) {
      var header = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("one").build();
      assertThat(tokens.authenticate(signed(header, claims(), new MACSigner(secret)))).isEmpty();
    }
  }

  @Test
  void a_key_is_one_of_the_issuer_s_whatever_the_header_says() throws Exception {
    var thief = new RSASSASigner(thiefs);
    var there = "http://127.0.0.1:" + issuer.getAddress().getPort() + "/thief";
    for (var header :
        List.of(
            header(),
            builder().keyID("../../thief").build(),
            builder().keyID("../../../../dev/null").build(),
            builder().keyID("one' or '1'='1").build(),
            builder().jwkURL(URI.create(there)).build(),
            builder().x509CertURL(URI.create(there)).build(),
            builder().jwk(thiefs.toPublicJWK()).build())) {
      assertThat(tokens.authenticate(signed(header, claims(), thief))).isEmpty();
    }
    assertThat(lured).hasValue(0);
  }

  @Test
  void what_is_no_token_at_all_is_refused_in_peace() {
    for (var text : List.of("", ".", "..", "a.b.c", "cdz_x", "x".repeat(50_000), "é.é.é")) {
      assertThat(tokens.mayBe(text) && tokens.authenticate(text).isPresent()).isFalse();
    }
  }

  @Test
  void an_inside_address_is_not_asked_for_keys() {
    var before = fetched.get();
    var walled = tokens(List.of());

    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> walled.authenticate(signed(header(), claims -> claims)))
          .isInstanceOf(IssuerAway.class);
    }

    assertThat(fetched).hasValue(before);
  }

  @Test
  void while_the_issuer_is_away_nobody_is_told_that_his_token_is_bad() {
    var silent = tokens(List.of(InetAddress.getLoopbackAddress()));
    silent.keys = silent.keys.map(address -> address.replace("/keys", "/nowhere"));
    silent.open();

    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> silent.authenticate(signed(header(), claims -> claims)))
          .isInstanceOf(IssuerAway.class);
    }
  }

  @Test
  void without_a_word_of_the_operator_an_issuer_lets_nobody_in_by_others() {
    var unset = tokens(List.of(InetAddress.getLoopbackAddress()));
    unset.grantable = Optional.empty();
    var all = String.join(" ", Scopes.ALL);

    assertThat(
            unset
                .authenticate(signed(header(), claims -> claims.claim("scope", all)))
                .orElseThrow()
                .scopes())
        .contains("contacts:write", "email:send")
        .doesNotContain("tokens:write", "users:write", "test_clocks:write", "audit:read");
  }

  @Test
  void a_storm_of_unknown_keys_does_not_become_a_storm_on_the_issuer() {
    var before = fetched.get();
    for (int i = 0; i < 100; i++) {
      tokens.authenticate(signed(builder().keyID("unknown " + i).build(), claims -> claims));
    }

    assertThat(fetched.get() - before).isLessThan(5);
  }

  private void refuse(UnaryOperator<JWTClaimsSet.Builder> change) {
    assertThat(tokens.authenticate(signed(header(), change))).isEmpty();
  }

  private String signed(JWSHeader header, UnaryOperator<JWTClaimsSet.Builder> change) {
    try {
      return signed(
          header, change.apply(new JWTClaimsSet.Builder(claims())).build(), new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer) {
    try {
      var token = new SignedJWT(header, claims);
      token.sign(signer);
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JWSHeader header() {
    return builder().build();
  }

  private static JWSHeader.Builder builder() {
    return new JWSHeader.Builder(JWSAlgorithm.RS256).type(JOSEObjectType.JWT).keyID("one");
  }

  private JWTClaimsSet claims() {
    return new JWTClaimsSet.Builder()
        .issuer("https://issuer.example")
        .audience("cadenza")
        .subject("kim")
        .expirationTime(at(Duration.ofMinutes(5)))
        .claim("scope", "contacts:read contacts:write unknown:scope")
        .build();
  }

  private Date at(Duration later) {
    Instant instant = clocks.real().plus(later);
    return Date.from(instant);
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private SignedTokens tokens(List<InetAddress> vetted) {
    var made = new SignedTokens();
    made.issuer = Optional.of("https://issuer.example");
    made.keys = Optional.of("http://127.0.0.1:" + issuer.getAddress().getPort() + "/keys");
    made.audience = Optional.of("cadenza");
    made.workspace = Optional.of(WORKSPACE.toString());
    made.scopeClaim = "scope";
    made.grantable = Optional.of("*");
    made.clocks = clocks;
    var hosts =
        new OutsideHosts() {
          @Override
          public List<InetAddress> vet(String host) {
            if (vetted.isEmpty()) {
              throw new AddressRefused("/host");
            }
            return vetted;
          }

          @Override
          public boolean plainAllowed() {
            return true;
          }
        };
    made.http = KernelParts.http(hosts, SignedTokensTest::trusting);
    made.open();
    return made;
  }

  private static SSLContext trusting() {
    try {
      return SSLContext.getDefault();
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
