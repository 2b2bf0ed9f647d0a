package cadenza.contacts.api;

import java.nio.charset.Charset;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a file of contacts is to be read.
 *
 * @param mapping field by title of a column, an empty one passes it over; titles that are not named
 *     are recognised by themselves
 * @param separator between the cells; null for what the first line has
 * @param charset null for what the file's first bytes say, or else UTF-8
 */
public record ImportOptions(
    boolean dryRun,
    Map<String, String> mapping,
    @Nullable UUID labelId,
    @Nullable Character separator,
    @Nullable Charset charset) {}
