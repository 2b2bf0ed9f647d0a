package cadenza.webhooks.adapter.format.reply;

import cadenza.contacts.api.ContactCard;
import cadenza.webhooks.adapter.format.Json;
import cadenza.webhooks.adapter.format.reply.ReplyEvent.Wanted;
import cadenza.webhooks.adapter.format.reply.ReplyOptions.Toggle;
import cadenza.webhooks.domain.ReplyNumbers.Thing;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes events for one subscription after the other.
 *
 * @param titles of custom fields by key
 */
record ReplyBody(Map<Thing, Integer> numbers, Map<String, String> titles) {
  /**
   * The envelope.
   *
   * @param id of the delivery; the same at each attempt
   */
  record Head(Instant date, UUID id, int userId, int teamId, int subscriptionId) {
    Map<String, @Nullable Object> of(String type) {
      var head = new LinkedHashMap<String, @Nullable Object>();
      head.put("date", date);
      head.put("id", id);
      head.put("type", type);
      head.put("user_id", userId);
      head.put("team_id", teamId);
      head.put("subscription_id", subscriptionId);
      return head;
    }
  }

  String of(ReplyEvent event, Head head, ReplyOptions options) {
    var body = new LinkedHashMap<String, @Nullable Object>();
    body.put("event", head.of(event.type()));
    body.putAll(plain(event.own(), options));
    var contact = event.contact();
    if (contact != null) {
      body.put("contact_fields", person(contact));
      if (options.wants(Toggle.CUSTOM_FIELDS)) {
        body.put("contact_custom_fields", customFields(contact));
      }
    }
    var sequence = event.sequence();
    if (sequence != null) {
      body.put("sequence_fields", plain(sequence, options));
    }
    return Json.of(body);
  }

  private Map<String, @Nullable Object> plain(
      Map<String, @Nullable Object> values, ReplyOptions options) {
    var plain = new LinkedHashMap<String, @Nullable Object>();
    values.forEach(
        (key, value) -> {
          if (value instanceof Thing thing) {
            plain.put(key, numbers.get(thing));
          } else if (!(value instanceof Wanted wanted)) {
            plain.put(key, value);
          } else if (options.wants(wanted.toggle())) {
            var found = wanted.value().get();
            if (found != null) {
              plain.put(key, found);
            }
          }
        });
    return plain;
  }

  private Map<String, @Nullable Object> person(ContactCard contact) {
    var details = contact.details();
    var fields = new LinkedHashMap<String, @Nullable Object>();
    fields.put("id", numbers.get(Kind.CONTACT.of(contact.id())));
    fields.put("email", contact.emails().isEmpty() ? null : contact.emails().get(0).address());
    fields.put("first_name", details.firstName());
    fields.put("last_name", details.lastName());
    fields.put("full_name", contact.fullName());
    fields.put("title", details.title());
    fields.put("company", details.company());
    fields.put("linked_in_profile_url", profile(contact, "linkedin"));
    fields.put("city", details.city());
    fields.put("state", details.state());
    fields.put("country", details.country());
    fields.put("time_zone_id", contact.zone());
    fields.put("phone", contact.phones().isEmpty() ? null : contact.phones().get(0).number());
    fields.put("domain", details.domain());
    fields.put("company_size", details.companySize());
    fields.put("industry", details.industry());
    fields.put("sales_navigator", profile(contact, "sales_navigator"));
    fields.put("linked_in_recruiter", profile(contact, "linkedin_recruiter"));
    return fields;
  }

  private static @Nullable String profile(ContactCard contact, String type) {
    return contact.profiles().stream()
        .filter(profile -> profile.type().equals(type))
        .map(ContactCard.Profile::url)
        .findFirst()
        .orElse(null);
  }

  private Map<String, @Nullable Object> customFields(ContactCard contact) {
    var fields = new TreeMap<String, @Nullable Object>();
    contact
        .customFields()
        .forEach((key, value) -> fields.put(titles.getOrDefault(key, key), text(value)));
    return fields;
  }

  private static String text(Object value) {
    return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }
}
