package cadenza.webhooks.adapter;

import cadenza.kernel.api.SchemaMigration;
import cadenza.kernel.api.Startup;
import cadenza.kernel.api.StartupOrder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;

/** Makes the views over all schemas, once every module has migrated its own. */
@Dependent
class ReportSchema {
  void migrate(
      @Observes @Priority(StartupOrder.REPORT) Startup startup, SchemaMigration migration) {
    migration.migrate("report", getClass().getClassLoader());
  }
}
