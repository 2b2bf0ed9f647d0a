package cadenza.webhooks.adapter.format.reply;

import cadenza.contacts.api.ContactCard;
import cadenza.webhooks.adapter.format.reply.ReplyOptions.Toggle;
import cadenza.webhooks.domain.ReplyNumbers.Thing;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An event in Reply.io's words, before it is known for whom.
 *
 * @param own its own keys; a {@link Thing} stands for its number, a {@link Wanted} for what not
 *     everybody is told
 * @param contact null where the event is about nobody
 * @param sequence empty for what somebody did outside any sequence; null where the event is about
 *     none
 */
record ReplyEvent(
    String type,
    Map<String, @Nullable Object> own,
    @Nullable ContactCard contact,
    @Nullable Map<String, @Nullable Object> sequence) {
  /**
   * What is there only for those who asked for it.
   *
   * @param value null for nothing at all
   */
  record Wanted(Toggle toggle, Supplier<? extends @Nullable Object> value) {}

  /** What has a number in it. */
  Set<Thing> things() {
    var things = new HashSet<Thing>();
    add(things, own);
    if (contact != null) {
      things.add(Kind.CONTACT.of(contact.id()));
    }
    if (sequence != null) {
      add(things, sequence);
    }
    return things;
  }

  private static void add(Set<Thing> things, Map<String, @Nullable Object> values) {
    for (var value : values.values()) {
      if (value instanceof Thing thing) {
        things.add(thing);
      }
    }
  }
}
