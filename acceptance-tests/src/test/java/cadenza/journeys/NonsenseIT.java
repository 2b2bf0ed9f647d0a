package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.journeys.Interface.Operation;
import cadenza.product.Api;
import cadenza.product.Api.Answer;
import cadenza.product.Product;
import cadenza.product.RawHttp;
import cadenza.testing.AtOnce;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever is sent to whichever operation: an answer, and never one that blames the server. */
@Journey
class NonsenseIT {
  private static final System.Logger LOG = System.getLogger(NonsenseIT.class.getName());

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "2.9",
          "99999999999999999999",
          "1e999999999",
          "\"\"",
          "\"x\"",
          "\"\\u0000\"",
          "\"\\ud800\"",
          "\"\\r\\nBcc: a@b.example\"",
          "\"+999999999-12-31T23:59:59Z\"",
          "\"9999-12-31T23:59:59.999999999+18:00\"",
          "\"PT9223372036854775807S\"",
          "\"01a1fd14-6d55-7b37-b12e-baf5928237e1\"",
          "\"ctc_01h455vb4pex5vsknk084sn02q\"",
          "\"" + "ä".repeat(10_000) + "\"",
          "[]",
          "[null]",
          "{}",
          "{\"x\":{\"x\":null}}");

  private static final List<String> BODIES =
      List.of(
          "",
          "null",
          "true",
          "7",
          "\"x\"",
          "[]",
          "[{}]",
          "{",
          "{}",
          "{}{}",
          "{\"a\":1,}",
          "{\"a\":1,\"a\":2}",
          "\uFEFF{}",
          "\u0000",
          "[".repeat(100_000),
          "{\"a\":".repeat(100) + "1" + "}".repeat(100),
          "<x/>");

  private static final List<String> PARAMETERS =
      List.of(
          "",
          "x",
          "-1",
          "0",
          "201",
          "99999999999999999999",
          "%00",
          "%FF",
          "%ED%A0%80",
          "%0d%0aX:1",
          "'%22--",
          "%25%27!_",
          "AAAA",
          "%F0%9F%98%80",
          "x".repeat(3000));

  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final AtomicInteger noted = new AtomicInteger();
  private PromisedAnswers promised;

  @BeforeEach
  void readTheDocument(Product product) {
    promised = new PromisedAnswers(Interface.of(product));
  }

  @AfterEach
  void tell() {
    LOG.log(System.Logger.Level.INFO, "{0} answers, {1} failures", noted.get(), failures.size());
  }

  @Test
  void in_any_field_of_any_body(Product product) {
    try (var estate = Estate.open(product)) {
      var served = Interface.of(product);
      var calls = new ArrayList<Callable<Boolean>>();
      for (var operation : served.operations()) {
        if (operation.takesBody() && !operation.path().startsWith("/v1/sequences/enrollments")) {
          for (var field : served.fields(operation)) {
            VALUES.forEach(
                value ->
                    calls.add(
                        () ->
                            call(
                                estate.owner(),
                                operation,
                                estate.address(operation),
                                put(String.valueOf(estate.body(operation)), field, value))));
          }
          BODIES.forEach(
              body ->
                  calls.add(
                      () -> call(estate.owner(), operation, estate.address(operation), body)));
        }
      }
      assertThat(calls).hasSizeGreaterThan(1000);

      AtOnce.each(4, calls);

      assertThat(failures).isEmpty();
    }
  }

  /** A place in a list means nothing to what is none. */
  @Test
  void in_a_query_that_belongs_to_lists(Product product) {
    try (var estate = Estate.open(product)) {
      var operations = new ArrayList<>(Interface.of(product).operations());
      operations.sort((a, b) -> Boolean.compare(a.isDelete(), b.isDelete()));
      for (var operation : operations) {
        for (var query : List.of("cursor=A", "cursor=AAAA&cursor=B", "limit=x", "position=-1")) {
          var address = estate.address(operation) + "?" + query;
          call(estate.owner(), operation, address, estate.body(operation));
          if (Interface.OPEN.contains(operation.path())) {
            call(product.anonymous(), operation, address, estate.body(operation));
          }
        }
      }
      assertThat(failures).isEmpty();
    }
  }

  @Test
  void in_any_query_any_id_and_any_header(Product product) {
    try (var estate = Estate.open(product)) {
      var calls = new ArrayList<Callable<Boolean>>();
      for (var operation : Interface.of(product).operations()) {
        for (var value : PARAMETERS) {
          for (var name : operation.queryParameters()) {
            calls.add(() -> query(estate, operation, name + "=" + value));
            calls.add(() -> query(estate, operation, name + "=" + value + "&" + name + "=2"));
          }
          if (!value.isEmpty()) {
            for (var place : operation.pathParameters()) {
              var address = estate.address(operation, place, value);
              calls.add(() -> call(estate.owner(), operation, address, estate.body(operation)));
            }
          }
          if (value.matches("[ -~]+") && !operation.isDelete()) {
            calls.add(() -> headers(estate, operation, value));
          }
        }
      }
      assertThat(calls).hasSizeGreaterThan(700);

      AtOnce.each(4, calls);

      assertThat(failures).isEmpty();
    }
  }

  @Test
  void as_bytes_that_are_no_text(Product product) {
    var token = "Authorization: Bearer " + product.api().token();
    for (var body :
        List.of(new byte[] {(byte) 0xC3, '"'}, new byte[] {0}, new byte[] {'"', (byte) 0xFF})) {
      var answer =
          RawHttp.send(
              product, "POST", "/v1/contacts", body, token, "Content-Type: application/json");
      assertThat(answer.status()).isEqualTo(400);
    }
    var latin = "{\"full_name\":\"ä\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(
            RawHttp.send(
                    product,
                    "POST",
                    "/v1/contacts",
                    latin,
                    token,
                    "Content-Type: application/json; charset=iso-8859-1")
                .status())
        .isBetween(200, 499);
  }

  @Test
  void the_same_at_the_same_time(Product product) {
    try (var estate = Estate.open(product)) {
      var operations = new ArrayList<>(Interface.of(product).operations());
      operations.sort((a, b) -> Boolean.compare(a.isDelete(), b.isDelete()));
      for (var operation : operations) {
        if (!operation.method().equals("GET")) {
          var body = estate.body(operation);
          var key = Product.newAddress("key");
          AtOnce.times(
              12,
              i ->
                  note(
                      operation,
                      estate
                          .owner()
                          .call(
                              operation.method(),
                              estate.address(operation),
                              body,
                              i % 3 == 0 ? new String[] {"Idempotency-Key", key} : new String[0]),
                      body));
        }
      }
      assertThat(failures).isEmpty();
    }
  }

  private boolean query(Estate estate, Operation operation, String query) {
    return call(estate.owner(), operation, estate.address(operation) + "?" + query, null);
  }

  private boolean headers(Estate estate, Operation operation, String value) {
    return note(
        operation,
        estate
            .owner()
            .call(
                operation.method(),
                estate.address(operation),
                estate.body(operation),
                "If-Match",
                value,
                "Idempotency-Key",
                value,
                "Accept-Language",
                value,
                "X-Request-Id",
                value),
        value);
  }

  private boolean call(Api api, Operation operation, String address, @Nullable String body) {
    return note(operation, api.call(operation.method(), address, body), body);
  }

  /** Whether it was a proper answer: no fault of the server's, and what the document promises. */
  private boolean note(Operation operation, Answer answer, @Nullable String sent) {
    if (answer.status() < 500 && isRefusedBefore(answer)) {
      return true;
    }
    var complaint =
        answer.status() >= 500
            ? Optional.of("a fault of the server")
            : promised.complaint(operation, answer);
    complaint.ifPresent(
        why -> {
          var shown = String.valueOf(sent);
          failures.add(
              operation.name()
                  + " "
                  + answer.response().uri().toString().replaceFirst("(.{200}).*", "$1…")
                  + " "
                  + shown.substring(0, Math.min(300, shown.length()))
                  + " -> "
                  + answer.status()
                  + " "
                  + why);
        });
    noted.incrementAndGet();
    return complaint.isEmpty();
  }

  /** A control character in a path comes no further than the server's own reader of addresses. */
  private static boolean isRefusedBefore(Answer answer) {
    return answer.status() == 400 && answer.response().uri().getRawPath().contains("/%0");
  }

  /** Puts a value at a place, making what is missing on the way. */
  static String put(String body, String pointer, String value) {
    try (var reader = Json.createReader(new java.io.StringReader(body))) {
      var marked =
          put(reader.readObject(), List.of(pointer.substring(1).split("/", -1)), "\u0001here");
      return marked.toString().replaceAll("\"\\\\u0001here\"", value.replace("\\", "\\\\"));
    }
  }

  private static JsonValue put(@Nullable JsonValue in, List<String> path, String value) {
    if (path.isEmpty()) {
      return Json.createValue(value);
    }
    var rest = path.subList(1, path.size());
    if (path.get(0).equals("0")) {
      var array = in instanceof JsonArray known ? known : JsonValue.EMPTY_JSON_ARRAY;
      var first = put(array.isEmpty() ? null : array.get(0), rest, value);
      return array.isEmpty()
          ? Json.createArrayBuilder().add(first).build()
          : Json.createArrayBuilder(array).set(0, first).build();
    }
    var object = in instanceof JsonObject known ? known : JsonValue.EMPTY_JSON_OBJECT;
    return Json.createObjectBuilder(object)
        .add(path.get(0), put(object.get(path.get(0)), rest, value))
        .build();
  }
}
