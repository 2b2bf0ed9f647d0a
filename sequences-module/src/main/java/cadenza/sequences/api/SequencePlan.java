package cadenza.sequences.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a version of a sequence consists of.
 *
 * @param track whether its mails may tell of opens and clicks, where the workspace wants to know
 * @param exitConditionPrompt free text to be judged before each step, or null
 * @param calendar null for no window, the workspace's zone and no jitter
 */
public record SequencePlan(
    boolean exitOnReply,
    boolean track,
    @Nullable String exitConditionPrompt,
    @Nullable CalendarPlan calendar,
    List<StepPlan> steps) {}
