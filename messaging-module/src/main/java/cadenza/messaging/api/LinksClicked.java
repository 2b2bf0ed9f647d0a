package cadenza.messaging.api;

import java.util.List;

/** These were followed; observers write with one statement. */
public record LinksClicked(List<LinkClicked> links) {}
