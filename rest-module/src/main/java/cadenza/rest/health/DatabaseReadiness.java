package cadenza.rest.health;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jspecify.annotations.Nullable;

/**
 * Ready means that the database answers. The question is asked on another thread and waited for a
 * short while only, because a lost database may let a connection hang for long.
 */
@Readiness
@ApplicationScoped
class DatabaseReadiness implements HealthCheck {
  private static final int ANSWER_SECONDS = 3;

  /**
   * Below that of the pool: a question on a dead connection must not stand in the next one's way.
   */
  private static final int SILENCE_MILLIS = 2500;

  @Resource(lookup = "jdbc/cadenza")
  DataSource database;

  @Resource(lookup = "concurrent/engine")
  ManagedExecutorService executor;

  /** One question at a time: a second caller waits for the answer to the first. */
  private final AtomicReference<@Nullable Future<Boolean>> asked = new AtomicReference<>();

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("database").status(answers()).build();
  }

  private boolean answers() {
    var question = asked.get();
    try {
      if (question == null || question.isDone()) {
        question = executor.submit(this::ask);
        asked.set(question);
      }
      return question.get(ANSWER_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | TimeoutException | RuntimeException noAnswer) {
      return false;
    }
  }

  /** A connection that stays silent is closed by its driver, and the pool begins anew. */
  private boolean ask() {
    try (var connection = database.getConnection()) {
      int usual = connection.getNetworkTimeout();
      connection.setNetworkTimeout(executor, SILENCE_MILLIS);
      try (var statement = connection.createStatement();
          var row = statement.executeQuery("select 1")) {
        boolean answered = row.next();
        connection.setNetworkTimeout(executor, usual);
        return answered;
      }
    } catch (SQLException noAnswer) {
      return false;
    }
  }
}
