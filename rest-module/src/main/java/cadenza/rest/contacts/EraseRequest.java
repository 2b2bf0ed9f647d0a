package cadenza.rest.contacts;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * How a person is erased.
 *
 * @param suppress whether nobody may write to the addresses again, by a hash that tells no address;
 *     false if absent. A suppression that holds already goes on in any case.
 */
@Schema(name = "EraseRequest")
public record EraseRequest(@Nullable Boolean suppress) {}
