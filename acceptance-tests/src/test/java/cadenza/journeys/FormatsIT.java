package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.product.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whoever consumes the webhooks of another product is sent what that product has published: the
 * same keys in the same order, the same kinds of values, the same headers.
 */
@Journey
class FormatsIT {
  /** No channel makes it happen yet; {@link ChannelFactsIT} does. */
  static final Set<String> OTHER_CHANNELS =
      Set.of(
          "contact_called",
          "linkedin_connection_request_sent",
          "linkedin_connection_request_accepted",
          "linkedin_message_sent",
          "linkedin_message_replied",
          "linkedin_reply_categorized",
          "connection_request.sent",
          "connection_request.accepted");

  @Test
  void every_event_is_as_it_is_published_but_for_its_values(Product product) throws Exception {
    var differences = new ArrayList<String>();
    try (var eventful = new Eventful(product)) {
      eventful.everythingHappens();
      for (var format : Stream.concat(Stream.of("reply"), Eventful.FORMATS.stream()).toList()) {
        var published = Published.of(format);
        for (var type : published.types()) {
          if (!OTHER_CHANNELS.contains(type)) {
            FormatTable.note(published, type, eventful.heard(published, type), "itself")
                .forEach(one -> differences.add(format + " " + type + " " + one));
          }
        }
      }
    }

    assertThat(differences).isEqualTo(List.of());
  }
}
