package cadenza.access.application;

import cadenza.access.api.TestClockCard;

/** A test workspace just made: its clock, and the one token that works in it. */
public record OpenedTestClock(TestClockCard clock, NewToken token) {}
