package cadenza.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Remembers a child process, so that the next launcher finds it when this one was killed. */
record PidFile(Path path) {

  /** The start time stands beside the number, because the number alone is used again. */
  void write(ProcessHandle process) {
    try {
      Files.writeString(path, process.pid() + " " + startOf(process));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the process that is written here, if that very process still lives. */
  void stopOrphan() {
    orphan().ifPresent(process -> stop(process, 20));
    remove();
  }

  void remove() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<ProcessHandle> orphan() {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    try {
      var words = Files.readString(path).strip().split(" ", -1);
      return words.length != 2
          ? Optional.empty()
          : ProcessHandle.of(Long.parseLong(words[0]))
              .filter(process -> startOf(process).equals(words[1]));
    } catch (IOException | NumberFormatException unreadable) {
      return Optional.empty();
    }
  }

  private static String startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("unknown");
  }

  /** Asks first, and ends it by force when it does not listen. */
  static void stop(ProcessHandle process, int seconds) {
    process.destroy();
    if (!ended(process, seconds)) {
      process.destroyForcibly();
      ended(process, 10);
    }
  }

  static boolean ended(ProcessHandle process, int seconds) {
    try {
      process.onExit().get(seconds, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }
}
