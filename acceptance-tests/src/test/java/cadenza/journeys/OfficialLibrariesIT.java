package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import cadenza.product.Api;
import cadenza.product.HookSink;
import cadenza.product.HookSink.Call;
import cadenza.product.Product;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The libraries that subscribers use verify what they are sent, whatever it tells of. */
@Journey
class OfficialLibrariesIT {
  private static final byte[] X509_OF_ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

  /** What breaks a signature over other bytes than those that are sent. */
  private static final String ODD_NAME = "Zoë \"Ω\" 👩‍🎤🎼 \\ /\u2028\u2029 7.0 </script>";

  private final HookSink sink = new HookSink();

  @AfterEach
  void stopListening() {
    sink.close();
  }

  /**
   * One request, and what it may be checked by.
   *
   * @param secrets each of them signs
   * @param publicKeys each of them is that of a signature
   */
  private record Told(Call call, List<String> secrets, List<String> publicKeys) {}

  @Test
  void in_java_each_event_type_is_verified(Product product) throws Exception {
    var told = everything(product);

    assertThat(told).hasSize(types().size() + 2);
    for (var one : told) {
      for (var secret : one.secrets()) {
        isVerified(one.call(), secret);
      }
      for (var key : one.publicKeys()) {
        assertThat(isSigned(one.call(), key, one.call().body())).isTrue();
        assertThat(isSigned(one.call(), key, one.call().body() + " ")).isFalse();
      }
    }
  }

  @Test
  void in_javascript_each_event_type_is_verified(Product product) throws Exception {
    var libraries = System.getenv("CADENZA_WEBHOOK_LIBRARIES");
    assumeThat(libraries)
        .as("CADENZA_WEBHOOK_LIBRARIES names no folder with the libraries of src/test/node")
        .isNotBlank();
    var told = everything(product);
    var checks = told.stream().mapToInt(one -> 2 * one.secrets().size() + one.publicKeys().size());

    assertThat(verifiedByNode(libraries, told)).isEqualTo(checks.sum() + " checks");
  }

  @Test
  void a_secret_that_has_run_out_verifies_nothing_any_more(Product product) throws Exception {
    var endpoint = opened(product, Json.createObjectBuilder());
    var path = "/v1/webhook_endpoints/" + endpoint.id();
    var former = endpoint.json().getString("secret");
    var secret = rotated(product.api(), path, "PT0S");
    product.api().post(path + "/test").expect(202);

    var call = sink.heard(any -> true);

    isVerified(call, secret);
    isRefused(call, former, call.body());
    product.api().delete(path).expect(204);
  }

  /**
   * A sample of each type while a secret is replaced, a fact with odd letters in it, and a sample
   * that is signed by a key alone.
   */
  private List<Told> everything(Product product) throws IOException {
    var told = new ArrayList<>(samples(product));
    told.add(oddFact(product));
    told.add(byKeyAlone(product));
    return told;
  }

  private List<Told> samples(Product product) throws IOException {
    var api = product.api();
    var endpoint = opened(product, bothSignatures());
    var path = "/v1/webhook_endpoints/" + endpoint.id();
    var formerKey = publicKey(api, path);
    var secrets = List.of(rotated(api, path, "PT1H"), endpoint.json().getString("secret"));
    var keys = List.of(publicKey(api, path), formerKey);
    assertThat(keys).doesNotHaveDuplicates();
    var schemas = new ServedSchemas(product);
    var told = new ArrayList<Told>();
    for (var type : types()) {
      api.post(path + "/test", Json.createObjectBuilder().add("event_type", type)).expect(202);
      var call = sink.heard(heard -> heard.json().getString("type").equals(type));
      assertThat(call.header("webhook-signature").split(" ")).as(type).hasSize(4);
      assertThat(schemas.complaints(call.body())).isEmpty();
      told.add(new Told(call, secrets, keys));
    }
    api.delete(path).expect(204);
    sink.forget();
    return told;
  }

  private Told oddFact(Product product) {
    var api = product.api();
    var endpoint =
        opened(
            product,
            bothSignatures().add("event_types", Json.createArrayBuilder().add("contact.created")));
    var path = "/v1/webhook_endpoints/" + endpoint.id();
    api.post(
            "/v1/contacts/",
            Json.createObjectBuilder()
                .add("full_name", ODD_NAME)
                .add(
                    "emails",
                    Json.createArrayBuilder()
                        .add(Json.createObjectBuilder().add("address", Product.newAddress("odd")))))
        .expect(201);
    var call =
        sink.heard(
            heard ->
                heard.json().getJsonObject("data").getString("full_name", "").equals(ODD_NAME));
    var told =
        new Told(call, List.of(endpoint.json().getString("secret")), List.of(publicKey(api, path)));
    api.delete(path).expect(204);
    sink.forget();
    return told;
  }

  private Told byKeyAlone(Product product) {
    var api = product.api();
    var endpoint =
        opened(
            product,
            Json.createObjectBuilder()
                .add("options", Json.createObjectBuilder().add("signature", "v1a")));
    var path = "/v1/webhook_endpoints/" + endpoint.id();
    api.post(path + "/test").expect(202);
    var call = sink.heard(heard -> heard.json().getString("type").equals("endpoint.test"));
    assertThat(call.header("webhook-signature")).startsWith("v1a,").doesNotContain(" ");
    var told = new Told(call, List.of(), List.of(publicKey(api, path)));
    api.delete(path).expect(204);
    return told;
  }

  /** All that are documented; that these are all there are is another test's matter. */
  private static List<String> types() throws IOException {
    try (var pages = Files.list(Product.root().resolve("docs/events"))) {
      return pages
          .map(page -> page.getFileName().toString())
          .filter(name -> !name.equals("README.md"))
          .map(name -> name.replaceAll("\\.md$", ""))
          .sorted()
          .toList();
    }
  }

  private static JsonObjectBuilder bothSignatures() {
    return Json.createObjectBuilder()
        .add("options", Json.createObjectBuilder().add("signature", "both"));
  }

  private Api.Answer opened(Product product, JsonObjectBuilder wishes) {
    return product
        .api()
        .post("/v1/webhook_endpoints/", wishes.add("url", sink.url("/hook")))
        .expect(201);
  }

  private static String rotated(Api api, String path, String grace) {
    return api.post(path + "/secret/rotate", Json.createObjectBuilder().add("grace", grace))
        .expect(200)
        .json()
        .getString("secret");
  }

  private static String publicKey(Api api, String path) {
    return api.get(path + "/secret/public_key").expect(200).json().getString("public_key");
  }

  private static void isVerified(Call call, String secret) throws Exception {
    new Webhook(secret).verify(call.body(), call.headers());
    new com.svix.Webhook(secret).verify(call.body(), call.headers());
    isRefused(call, secret, call.body() + " ");
  }

  private static void isRefused(Call call, String secret, String body) {
    assertThatThrownBy(() -> new Webhook(secret).verify(body, call.headers()))
        .isInstanceOf(WebhookVerificationException.class);
    assertThatThrownBy(() -> new com.svix.Webhook(secret).verify(body, call.headers()))
        .isInstanceOf(com.svix.exceptions.WebhookVerificationException.class);
  }

  private static boolean isSigned(Call call, String publicKey, String body) throws Exception {
    var signed = call.header("webhook-id") + "." + call.header("webhook-timestamp") + "." + body;
    for (var one : call.header("webhook-signature").split(" ")) {
      if (one.startsWith("v1a,")) {
        var ed25519 = Signature.getInstance("Ed25519");
        ed25519.initVerify(key(publicKey));
        ed25519.update(signed.getBytes(StandardCharsets.UTF_8));
        if (ed25519.verify(Base64.getDecoder().decode(one.substring("v1a,".length())))) {
          return true;
        }
      }
    }
    return false;
  }

  private static PublicKey key(String publicKey) throws Exception {
    var bytes = Base64.getDecoder().decode(publicKey.substring("whpk_".length()));
    var encoded = new byte[X509_OF_ED25519.length + bytes.length];
    System.arraycopy(X509_OF_ED25519, 0, encoded, 0, X509_OF_ED25519.length);
    System.arraycopy(bytes, 0, encoded, X509_OF_ED25519.length, bytes.length);
    return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
  }

  private static String verifiedByNode(String libraries, List<Told> told) throws Exception {
    var file = Path.of("target", "webhooks-told.json").toAbsolutePath();
    Files.writeString(file, json(told));
    var builder =
        new ProcessBuilder(
                "node", Path.of("src", "test", "node", "verify.cjs").toString(), file.toString())
            .redirectErrorStream(true);
    builder.environment().put("NODE_PATH", Path.of(libraries, "node_modules").toString());
    var process = builder.start();
    var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(printed).isZero();
    return printed.strip();
  }

  private static String json(List<Told> told) {
    var all = Json.createArrayBuilder();
    for (var one : told) {
      var headers = Json.createObjectBuilder();
      for (var name : List.of("webhook-id", "webhook-timestamp", "webhook-signature")) {
        headers.add(name, one.call().header(name));
      }
      all.add(
          Json.createObjectBuilder()
              .add("headers", headers)
              .add("body", one.call().body())
              .add("secrets", Json.createArrayBuilder(one.secrets()))
              .add("publicKeys", Json.createArrayBuilder(one.publicKeys())));
    }
    return all.build().toString();
  }
}
