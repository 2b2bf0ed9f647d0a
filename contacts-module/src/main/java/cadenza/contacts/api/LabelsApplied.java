package cadenza.contacts.api;

import java.util.List;

/**
 * Labels that contacts carry from now on. This list is what is fired, however short it is; all of
 * it belongs to one workspace.
 */
public record LabelsApplied(List<LabelApplied> labels) {}
