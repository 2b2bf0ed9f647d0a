package cadenza.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.postgresql.Driver;

/** Open Liberty with the shipped EAR, as a child process of its own. */
public final class LibertyServer implements AutoCloseable {
  private static final String SERVER = "cadenza";

  private final Installation installation;
  private final Process process;
  private final PidFile pidFile;
  private final String host;
  private final int httpPort;

  /**
   * What a server is made of.
   *
   * @param runtime the unpacked Open Liberty
   * @param serverXml the product's configuration
   * @param ear the product
   * @param home the folder of this server: copies of the above, work area and logs
   * @param heap the largest heap, as the JVM writes it: {@code 768m}
   * @param name what Liberty calls the server
   * @param jvmOptions more for the virtual machine; they come last, so they win
   */
  public record Installation(
      Path runtime,
      Path serverXml,
      Path ear,
      Path home,
      String heap,
      String name,
      List<String> jvmOptions) {
    /** The parts where the build of this checkout puts them. */
    public static Installation ofBuild(Path root, Path home, String heap) {
      return new Installation(
          root.resolve("ear/target/liberty/wlp"),
          root.resolve("server.xml"),
          root.resolve("ear/target/cadenza.ear"),
          home,
          heap,
          SERVER,
          List.of());
    }

    /** The same under another name: tools tell the servers of a machine apart by their names. */
    public Installation named(String other) {
      return new Installation(runtime, serverXml, ear, home, heap, other, jvmOptions);
    }

    /** The same with other options for its virtual machine. */
    public Installation with(List<String> options) {
      return new Installation(runtime, serverXml, ear, home, heap, name, options);
    }

    /** The folder that Liberty calls the server's configuration directory. */
    public Path server() {
      return home.resolve("servers").resolve(name);
    }

    public Path logs() {
      return server().resolve("logs");
    }
  }

  private LibertyServer(
      Installation installation, Process process, PidFile pidFile, String host, int httpPort) {
    this.installation = installation;
    this.process = process;
    this.pidFile = pidFile;
    this.host = host;
    this.httpPort = httpPort;
  }

  /**
   * Starts the server and returns at once; an orphan of an earlier launcher is stopped first.
   *
   * @param variables the settings, by the names of their environment variables
   */
  public static LibertyServer start(
      Installation installation, int httpPort, Map<String, String> variables) {
    try {
      Files.createDirectories(installation.logs());
      stopOrphan(installation);
      install(installation);
      var builder =
          new ProcessBuilder(Commands.detached(command(installation)))
              .directory(installation.server().toFile())
              .redirectErrorStream(true)
              .redirectOutput(installation.logs().resolve("console.log").toFile());
      builder.environment().putAll(variables);
      builder.environment().put("CADENZA_HTTP_PORT", Integer.toString(httpPort));
      builder.environment().put("WLP_USER_DIR", installation.home().toString());
      builder.environment().remove("WLP_OUTPUT_DIR");
      var process = builder.start();
      var pidFile = pidFile(installation);
      pidFile.write(process.toHandle());
      var host = builder.environment().getOrDefault("CADENZA_HTTP_HOST", "*");
      return new LibertyServer(installation, process, pidFile, host, httpPort);
    } catch (IOException e) {
      throw new UncheckedIOException("Liberty did not start", e);
    }
  }

  /** Stops the server that a killed launcher left behind, if there is one. */
  public static void stopOrphan(Installation installation) {
    pidFile(installation).stopOrphan();
  }

  private static PidFile pidFile(Installation installation) {
    return new PidFile(installation.home().resolve("liberty.pid"));
  }

  /** Puts configuration, driver and application into a server folder, and starts nothing. */
  public static void install(Installation installation) throws IOException {
    var server = installation.server();
    Files.createDirectories(server.resolve("lib"));
    Files.createDirectories(server.resolve("apps"));
    copy(installation.serverXml(), server.resolve("server.xml"));
    copy(installation.ear(), server.resolve("apps/cadenza.ear"));
    var driver = driver();
    copy(driver, server.resolve("lib").resolve(driver.getFileName()));
    Files.writeString(
        server.resolve("app.xml"),
        "<server><enterpriseApplication id=\"cadenza\" location=\"cadenza.ear\"/></server>\n");
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Path driver() {
    try {
      return Path.of(Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Of the two compilers the one whose code is there at once, see ADR 18. */
  private static final String QUICK_COMPILER = "-XX:TieredStopAtLevel=1";

  /**
   * With one compiler the virtual machine sets aside 48 MB, and stops compiling when they are full.
   */
  private static final String CODE_CACHE = "-XX:ReservedCodeCacheSize=128m";

  /** What the script {@code bin/server run} would start, but with no shell in between. */
  private static List<String> command(Installation installation) {
    var runtime = installation.runtime().toAbsolutePath();
    var options = Runtime.version().feature() >= 24 ? "java24.options" : "java9.options";
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + installation.heap());
    command.add(QUICK_COMPILER);
    command.add(CODE_CACHE);
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.add("-XX:InitiatingHeapOccupancyPercent=70");
    command.add("-Djava.awt.headless=true");
    command.add("-Dfile.encoding=UTF-8");
    command.add("-javaagent:" + runtime.resolve("bin/tools/ws-javaagent.jar"));
    command.addAll(installation.jvmOptions());
    command.add("@" + runtime.resolve("lib/platform/java").resolve(options));
    command.add("-jar");
    command.add(runtime.resolve("bin/tools/ws-server.jar").toString());
    command.add(installation.name());
    return command;
  }

  /**
   * Waits until the server says that it is ready and the interface answers, which Liberty opens a
   * moment later; ends early when the process does.
   */
  public LibertyServer awaitReady(Duration atMost) {
    var deadline = System.nanoTime() + atMost.toNanos();
    while (System.nanoTime() < deadline) {
      if (endedWithin(250)) {
        throw new IllegalStateException("Liberty ended; see " + installation.logs());
      }
      if (readiness() == 200 && status("/v1/tokens/") == 401) {
        return this;
      }
      refuseFailedApplication();
    }
    throw new IllegalStateException("Liberty is not ready; see " + installation.logs());
  }

  /** A server whose application does not start lives on and would be waited for in vain. */
  private void refuseFailedApplication() {
    try (var lines =
        Files.lines(installation.logs().resolve("console.log"), StandardCharsets.UTF_8)) {
      lines
          .filter(line -> line.matches(".*CWWKZ0(002|004|106)E: .*"))
          .findFirst()
          .ifPresent(
              line -> {
                throw new IllegalStateException(line + " (see " + installation.logs() + ")");
              });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The HTTP status of the readiness check, or 0 when nobody answers. */
  public int readiness() {
    return status("/health/ready");
  }

  private int status(String path) {
    try {
      var request =
          HttpRequest.newBuilder(URI.create(url() + path)).timeout(Duration.ofSeconds(5)).build();
      return HttpClient.newHttpClient()
          .send(request, HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException nobodyAnswers) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private boolean endedWithin(long millis) {
    try {
      return process.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  public String url() {
    return url(host, httpPort);
  }

  /** Where a server that listens on this host can be reached from this machine. */
  static String url(String host, int port) {
    boolean everywhere = host.isBlank() || host.equals("*") || host.equals("0.0.0.0");
    var name = everywhere ? "127.0.0.1" : host;
    boolean bare = name.indexOf(':') >= 0 && !name.startsWith("[");
    return "http://" + (bare ? "[" + name + "]" : name) + ":" + port;
  }

  public ProcessHandle process() {
    return process.toHandle();
  }

  /** Stops in order: requests end, timers stop, connections close. */
  @Override
  public void close() {
    PidFile.stop(process.toHandle(), 40);
    pidFile.remove();
  }

  /** Ends at once, as in a crash. */
  public void kill() {
    process.destroyForcibly();
    PidFile.ended(process.toHandle(), 20);
    pidFile.remove();
  }

  /** Stands still, as a virtual machine that is moved; it goes on after {@link #resume}. */
  public void suspend() {
    Commands.signal(process.toHandle(), "STOP");
  }

  public void resume() {
    Commands.signal(process.toHandle(), "CONT");
  }
}
