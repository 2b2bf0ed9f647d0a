package cadenza.contacts.domain;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A company that there is from now on, under this id if it is not there yet. */
public record NewCompany(UUID id, String domain, @Nullable String name, Instant at) {}
