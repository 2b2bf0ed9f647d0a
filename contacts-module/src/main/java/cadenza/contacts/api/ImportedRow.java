package cadenza.contacts.api;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of one row of a file.
 *
 * @param line where it begins in the file, from 1
 * @param outcome created, updated, unchanged, duplicate or invalid
 * @param contactId null for an invalid one, and for a new one in a dry run
 * @param code what is wrong with it, as {@code email:invalid_address}; null otherwise
 */
public record ImportedRow(
    long line, String outcome, @Nullable UUID contactId, @Nullable String code) {}
