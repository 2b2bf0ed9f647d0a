package cadenza.sequences.api;

import cadenza.messaging.api.Channel;
import org.jspecify.annotations.Nullable;

/**
 * One touch, as somebody plans it.
 *
 * @param delay 0 or more, from the previous step's send; the first step's, from the enrollment
 * @param subject template; counts when the step opens a thread, else the thread's own goes out
 * @param text template of the plain text
 * @param html template of the second part, or null for plain text alone
 * @param newThread whether the step opens a thread of its own
 */
public record StepPlan(
    Channel channel,
    int delay,
    DelayUnit unit,
    @Nullable String subject,
    String text,
    @Nullable String html,
    boolean newThread) {}
