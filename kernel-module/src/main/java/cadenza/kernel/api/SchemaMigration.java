package cadenza.kernel.api;

/** Brings one module's schema to the state its code expects; safe to call from several nodes. */
public interface SchemaMigration {
  /**
   * Runs the pending files of {@code db/migration/<module>} in the module's own schema.
   *
   * @param module the schema and folder name
   * @param resources the class loader that sees the files
   */
  void migrate(String module, ClassLoader resources);
}
