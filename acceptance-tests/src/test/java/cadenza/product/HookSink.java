package cadenza.product;

import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A consumer's endpoint: it keeps every request, and answers as it is told to. */
public final class HookSink implements AutoCloseable {
  private static final int BACKLOG = 500;

  private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final InetAddress address;
  private final HttpServer server;
  private volatile Script script = call -> Answer.of(204);

  /**
   * One request.
   *
   * @param at when it had come in, by {@link System#nanoTime}
   */
  public record Call(long at, String method, URI uri, HttpHeaders headers, String body) {
    /** Empty where there is no such header. */
    public String header(String name) {
      return headers.firstValue(name).orElse("");
    }

    public JsonObject json() {
      try (var reader = Json.createReader(new StringReader(body))) {
        return reader.readObject();
      }
    }
  }

  /** What is answered, without a body. */
  public record Answer(int status, Map<String, String> headers) {
    public static Answer of(int status) {
      return new Answer(status, Map.of());
    }
  }

  /** Decides upon an answer; it may take its time, and is interrupted at the end. */
  @FunctionalInterface
  public interface Script {
    Answer answer(Call call) throws InterruptedException;
  }

  public HookSink() {
    this(InetAddress.getLoopbackAddress(), 0);
  }

  /**
   * @param port 0 for any that is free
   */
  public HookSink(InetAddress address, int port) {
    this.address = address;
    try {
      server = HttpServer.create(new InetSocketAddress(address, port), BACKLOG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::hear);
    server.setExecutor(threads);
    server.start();
  }

  public HookSink answering(Script answers) {
    script = answers;
    return this;
  }

  /** Answers 204, so much later. */
  public HookSink taking(Duration time) {
    return answering(
        call -> {
          holdBack(time);
          return Answer.of(204);
        });
  }

  /** What is heard counts even when nobody is there any more to read the answer. */
  private void hear(HttpExchange exchange) throws IOException {
    try (exchange) {
      var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      var call =
          new Call(
              System.nanoTime(),
              exchange.getRequestMethod(),
              exchange.getRequestURI(),
              HttpHeaders.of(exchange.getRequestHeaders(), (name, value) -> true),
              body);
      calls.add(call);
      var answer = script.answer(call);
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(answer.status(), -1);
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    }
  }

  /** For a script: says nothing until the sink is closed, or so long. */
  public void holdBack(Duration atMost) throws InterruptedException {
    var unused = closed.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /**
   * @param path with its slash
   */
  public String url(String path) {
    return "http://" + address.getHostAddress() + ":" + port() + path;
  }

  /** All requests so far, in the order in which they came. */
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  public void forget() {
    calls.clear();
  }

  /** The first that is so, as soon as it has come. */
  public Call heard(Predicate<Call> which) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> calls.stream().filter(which).findFirst().orElse(null), Objects::nonNull);
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
