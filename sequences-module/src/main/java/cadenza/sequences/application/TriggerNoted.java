package cadenza.sequences.application;

/** A wake-up inside this module: some rule has something to do. */
public record TriggerNoted() {}
