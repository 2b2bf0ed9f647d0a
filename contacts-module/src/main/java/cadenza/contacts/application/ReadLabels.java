package cadenza.contacts.application;

import cadenza.contacts.api.LabelCard;
import cadenza.contacts.domain.Label;
import cadenza.contacts.domain.Labels;
import cadenza.kernel.api.Page;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells which labels there are. */
@UseCase
public class ReadLabels {
  @Inject Labels labels;

  public Optional<LabelCard> find(UUID workspaceId, UUID labelId) {
    return labels.with(workspaceId, labelId).map(Label::card);
  }

  public Page<LabelCard> list(UUID workspaceId, @Nullable UUID after, int limit) {
    var rows = labels.page(workspaceId, after, limit + 1);
    return Page.of(rows, limit, row -> row.id().toString()).map(Label::card);
  }
}
