package cadenza.benchmarks;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The sink's process, from the side that asks it. */
final class Witness implements AutoCloseable {
  private final Process process;
  private final BufferedWriter orders;
  private final BufferedReader answers;

  private Witness(Process process) {
    this.process = process;
    this.orders =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    this.answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static Witness ofMail(int port) throws IOException {
    return start(SmtpSink.class, port);
  }

  static Witness ofHooks(int port) throws IOException {
    return start(HookSink.class, port);
  }

  private static Witness start(Class<? extends Sink> sink, int port) throws IOException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseParallelGC",
                "-classpath",
                System.getProperty("java.class.path"),
                sink.getName(),
                Integer.toString(port))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    var witness = new Witness(process);
    witness.expect("ready");
    return witness;
  }

  ProcessHandle process() {
    return process.toHandle();
  }

  void forget() throws IOException {
    order("reset");
    expect("ok");
  }

  int count() throws IOException {
    order("count");
    return Integer.parseInt(answer());
  }

  /** Everything since the last {@link #forget}, in the order of arrival; kept in the file. */
  List<Sink.Arrival> arrivals(Path file) throws IOException {
    order("dump " + file);
    expect("ok");
    try (var lines = Files.lines(file)) {
      return lines
          .map(line -> line.split("\t", -1))
          .map(part -> new Sink.Arrival(part[0], part[1], Long.parseLong(part[2])))
          .toList();
    }
  }

  private void order(String line) throws IOException {
    orders.write(line + "\n");
    orders.flush();
  }

  private void expect(String wanted) throws IOException {
    var got = answer();
    if (!got.equals(wanted)) {
      throw new IOException("the sink said " + got + " instead of " + wanted);
    }
  }

  private String answer() throws IOException {
    var line = answers.readLine();
    if (line == null) {
      throw new IOException("the sink is gone");
    }
    return line;
  }

  /** Waits for its end: the next witness listens on the same port. */
  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
