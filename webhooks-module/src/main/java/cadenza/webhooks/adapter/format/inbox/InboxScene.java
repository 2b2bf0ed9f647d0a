package cadenza.webhooks.adapter.format.inbox;

import cadenza.messaging.api.Conversations.Course;
import cadenza.messaging.api.Conversations.FirstReply;
import cadenza.messaging.api.Conversations.MessageCard;
import cadenza.messaging.api.SenderAccountCard;
import cadenza.webhooks.adapter.format.Surroundings.Scene;
import java.util.Map;
import java.util.UUID;

/**
 * What surrounds the facts of one round, as it is now.
 *
 * @param messages those of the facts, and the newest of each thread that they name
 */
record InboxScene(
    Scene scene,
    Map<UUID, MessageCard> messages,
    Map<UUID, SenderAccountCard> accounts,
    Map<UUID, Course> courses,
    Map<UUID, FirstReply> firstReplies) {}
