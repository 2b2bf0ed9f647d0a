package cadenza.rest.contacts;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What became of a list of suppressions.
 *
 * @param created how many are in force now that were not
 * @param standing how many were in force already, or stood twice in the list
 * @param refused the lines that say nothing usable; the others count all the same
 */
@Schema(name = "SuppressionImport")
public record SuppressionImportBody(int rows, int created, int standing, List<Refused> refused) {
  /**
   * @param line in the file, whose first line is 1
   */
  @Schema(name = "RefusedLine")
  public record Refused(int line, String code, @Nullable String detail) {}
}
