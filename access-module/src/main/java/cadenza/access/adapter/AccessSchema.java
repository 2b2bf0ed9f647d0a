package cadenza.access.adapter;

import cadenza.kernel.api.SchemaMigration;
import cadenza.kernel.api.Startup;
import cadenza.kernel.api.StartupOrder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;

/** Migrates the schema before anything reads it. */
@Dependent
class AccessSchema {
  void migrate(
      @Observes @Priority(StartupOrder.SCHEMA) Startup startup, SchemaMigration migration) {
    migration.migrate("access", getClass().getClassLoader());
  }
}
