package cadenza.rest.contacts;

import cadenza.contacts.api.ImportCard;
import cadenza.kernel.api.Ids;
import cadenza.rest.json.WireId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A file of contacts and how far it has come.
 *
 * @param columns what each column of the file is taken for; empty for one that is passed over
 * @param rows of data in the file
 * @param failure a stable code that tells why it ended before its end
 */
@Schema(name = "Import")
public record ImportBody(
    String id,
    @Schema(
            enumeration = {
              "receiving",
              "waiting",
              "running",
              "done",
              "failed",
              "reverting",
              "reverted"
            })
        String status,
    boolean dryRun,
    List<String> columns,
    @Nullable String labelId,
    long rows,
    long processed,
    ImportCounts counts,
    @Nullable String failure,
    Instant createdAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt) {
  /**
   * How many rows came out how.
   *
   * @param duplicate their address stands in an earlier row
   * @param reverted contacts that are as they were before the import
   * @param kept contacts that the way back left alone: changed since, enrolled or written to
   */
  @Schema(name = "ImportCounts")
  public record ImportCounts(
      long created,
      long updated,
      long unchanged,
      long duplicate,
      long invalid,
      long reverted,
      long kept) {}

  static ImportBody of(ImportCard card) {
    return new ImportBody(
        Ids.wire("imp", card.id()),
        card.state().toLowerCase(Locale.ROOT),
        card.dryRun(),
        card.columns(),
        WireId.wireOrNull("lbl", card.labelId()),
        card.rows(),
        card.processed(),
        new ImportCounts(
            card.created(),
            card.updated(),
            card.unchanged(),
            card.duplicate(),
            card.invalid(),
            card.reverted(),
            card.kept()),
        card.failure(),
        card.createdAt(),
        card.startedAt(),
        card.finishedAt());
  }
}
