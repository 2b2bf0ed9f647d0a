package cadenza.sequences.adapter;

import cadenza.kernel.api.SchemaMigration;
import cadenza.kernel.api.Startup;
import cadenza.kernel.api.StartupOrder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;

/** Migrates the schema before anything reads it. */
@Dependent
class SequencesSchema {
  void migrate(
      @Observes @Priority(StartupOrder.SCHEMA) Startup startup, SchemaMigration migration) {
    migration.migrate("sequences", getClass().getClassLoader());
  }
}
