package cadenza.contacts.api;

import java.util.List;

/** The list form of {@link SuppressionAdded}, for what is done in bulk; all of one workspace. */
public record SuppressionsAdded(List<SuppressionAdded> suppressions) {}
