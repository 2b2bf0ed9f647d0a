package cadenza.contacts.api;

import java.util.List;

/** Contacts no longer carry a label; the list form for what is done in bulk. */
public record LabelsRemoved(List<LabelRemoved> labels) {}
