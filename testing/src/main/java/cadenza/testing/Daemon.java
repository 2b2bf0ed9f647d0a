package cadenza.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A server of the system's packages as a child of this process: its own folder, its own ports on
 * the loopback address, and nothing of the system's own service.
 */
abstract class Daemon implements AutoCloseable {
  private static final int SOCKET_PATH_AT_MOST = 45;

  private final Path home;
  private @Nullable Process process;

  Daemon(String name) {
    this.home = folder(name);
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  final Path home() {
    return home;
  }

  /**
   * Below {@code target}, unless the server's own user could not reach it there or the names of its
   * sockets would be too long.
   */
  private static Path folder(String name) {
    try {
      var target = Files.createDirectories(Path.of("target").toAbsolutePath());
      var parent =
          target.toString().length() < SOCKET_PATH_AT_MOST && isReachable(target)
              ? target
              : Path.of(System.getProperty("java.io.tmpdir"));
      return open(Files.createTempDirectory(parent, name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isReachable(Path folder) throws IOException {
    for (var one = folder; one != null; one = one.getParent()) {
      if (!Files.getPosixFilePermissions(one).contains(PosixFilePermission.OTHERS_EXECUTE)) {
        return false;
      }
    }
    return true;
  }

  /** The server's own user may be another than ours. */
  static Path open(Path folder) throws IOException {
    Files.createDirectories(folder);
    return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  /** Free when asked for; a server that is started again takes the same. */
  static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  final void write(String file, String text) {
    try {
      Files.writeString(home.resolve(file), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  final void launch(Map<String, String> environment, String... command) {
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("output").toFile()));
    builder.environment().putAll(environment);
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it answers there. */
  final void awaitPort(int port) {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!answers(port)) {
      var running = process;
      if (running == null || !running.isAlive() || System.nanoTime() > until) {
        throw new IllegalStateException("The server did not start; see " + home);
      }
      endedWithin(running, 20);
    }
  }

  private static boolean answers(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      socket.setSoTimeout(2000);
      return socket.getInputStream().read() >= 0;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Ends it and all it began, at once, as in a crash. */
  public final void kill() {
    end(true);
  }

  @Override
  public final void close() {
    end(false);
  }

  private synchronized void end(boolean forcibly) {
    var running = process;
    process = null;
    if (running == null) {
      return;
    }
    var children = new ArrayList<>(running.descendants().toList());
    if (!forcibly) {
      running.destroy();
      endedWithin(running, 5000);
    }
    running.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    endedWithin(running, 5000);
  }

  private static boolean endedWithin(Process running, long millis) {
    try {
      return running.waitFor(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Runs a tool of the server's to its end, and returns what it said. */
  static String run(List<String> command) {
    try {
      var tool = new ProcessBuilder(command).redirectErrorStream(true).start();
      var said = new String(tool.getInputStream().readAllBytes());
      if (tool.waitFor() != 0) {
        throw new IllegalStateException(command + ": " + said);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
