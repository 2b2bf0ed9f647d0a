package cadenza.messaging.api;

import org.jspecify.annotations.Nullable;

/**
 * Neither its sequence nor its contact forbids that a mail tells of opens and clicks; what the
 * workspace wants is asked when it is queued and when it leaves.
 *
 * @param country where the contact is: an ISO 3166 code, or a name as somebody wrote it
 */
public record TrackingTerms(@Nullable String country) {}
