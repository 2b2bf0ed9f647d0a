package cadenza.access.application;

/** Some tokens prove nothing any more. */
public record TokensEnded() {}
