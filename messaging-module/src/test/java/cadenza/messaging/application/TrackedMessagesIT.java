package cadenza.messaging.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import cadenza.messaging.api.MailSettingsPlan;
import cadenza.messaging.api.SendMessage;
import cadenza.messaging.api.TrackingTerms;
import cadenza.messaging.domain.LinkTarget;
import cadenza.messaging.domain.MailSettingsBook_;
import cadenza.messaging.domain.PaceBook_;
import cadenza.messaging.domain.TrackedMessages_;
import cadenza.messaging.domain.Tracking;
import cadenza.testing.Heard;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Which mails tell of their being read: whoever has a say may say no. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class TrackedMessagesIT extends TrackedStage {
  private static final String HTML = "<a href=\"https://example.com/?a=1&amp;b=2\">x</a>";
  private static final TrackingTerms ALLOWED = new TrackingTerms(null);

  @Test
  void nothing_is_told_before_a_workspace_decides() {
    assertThat(trackingOf(order(ALLOWED))).isNull();
  }

  @Test
  void what_the_workspace_wants_is_asked_when_the_mail_leaves() {
    var order = order(ALLOWED);
    queue(order);
    decide(true, false, null, List.of());

    assertThat(begin(order).get(0).tracking()).isEqualTo(new Tracking(true, false, null));
  }

  @Test
  void its_links_stand_under_the_workspace_s_domain() {
    decide(false, true, "links.example.com", List.of());

    assertThat(trackingOf(order(ALLOWED)))
        .isEqualTo(new Tracking(false, true, "links.example.com"));
  }

  @Test
  void a_sequence_or_a_contact_or_a_letter_says_no() {
    decide(true, true, null, List.of());

    assertThat(trackingOf(order((TrackingTerms) null))).isNull();
  }

  @Test
  void a_country_says_no_and_so_does_one_that_nobody_understands() {
    decide(true, true, null, List.of("DE", "FR"));

    assertThat(trackingOf(order(new TrackingTerms("Deutschland")))).isNull();
    assertThat(trackingOf(order(new TrackingTerms("FR")))).isNull();
    assertThat(trackingOf(order(new TrackingTerms("somewhere in Europe")))).isNull();
    assertThat(trackingOf(order(new TrackingTerms("Spain")))).isNotNull();
    assertThat(trackingOf(order(new TrackingTerms(null)))).isNotNull();
  }

  @Test
  void where_no_country_is_named_nobody_needs_to_understand_them() {
    decide(true, true, null, List.of());

    assertThat(trackingOf(order(new TrackingTerms("somewhere in Europe")))).isNotNull();
  }

  @Test
  void what_cannot_be_is_refused_at_its_place() {
    refused("/tracking_domain", null, "Links.Example.com");
    refused("/tracking_domain", null, "https://links.example.com");
    refused("/tracking_domain", null, "127.0.0.1");
    refused("/tracking_domain", null, "localhost");
    refused("/tracking_domain", null, "follow.example.com");
    refused("/untracked_countries/1", List.of("DE", "Germany"), null);
  }

  @Test
  void a_link_leads_to_what_was_in_the_mail_and_nowhere_else() {
    var order = order(ALLOWED);
    queue(order);

    assertThat(follow(order, "https://example.com/?a=1&b=2", "follow.example.com"))
        .contains("https://example.com/?a=1&b=2");
    assertThat(follow(order, "https://example.com/", "follow.example.com")).isEmpty();
    assertThat(follow(Ids.next(), "https://example.com/?a=1&b=2", "follow.example.com")).isEmpty();
  }

  @Test
  void a_link_under_another_workspace_s_domain_leads_nowhere() {
    decide(false, true, "links.example.com", List.of());
    var order = order(ALLOWED);
    queue(order);
    anotherHas("links.other.example");

    assertThat(follow(order, "https://example.com/?a=1&b=2", "links.other.example")).isEmpty();
    assertThat(follow(order, "https://example.com/?a=1&b=2", "LINKS.example.com")).isPresent();
    assertThat(follow(order, "https://example.com/?a=1&b=2", "proxy.internal")).isPresent();
  }

  @Test
  void a_link_goes_on_under_the_host_it_was_made_for_whoever_has_that_now() {
    decide(false, true, SHARED, List.of());
    var order = order(ALLOWED);
    queue(order);
    var target = LinkTarget.of("https://example.com/?a=1&b=2").orElseThrow();
    var link = tokens.linkOf(order.messageId(), target, SHARED);
    anotherHas(SHARED);
    anotherHas("links.other.example");
    decide(false, true, null, List.of());

    assertThat(follow(link, SHARED)).isPresent();
    assertThat(follow(link, "LINKS.Shared.example")).isPresent();
    assertThat(follow(link, "follow.example.com")).isPresent();
    assertThat(follow(link, "proxy.internal")).isPresent();
    assertThat(follow(link, "links.other.example")).isEmpty();
  }

  @Test
  void a_link_without_a_host_of_its_own_leads_nowhere_under_another_workspace_s() {
    var order = order(ALLOWED);
    queue(order);
    anotherHas(SHARED);

    assertThat(follow(order, "https://example.com/?a=1&b=2", SHARED)).isEmpty();
  }

  @Test
  void a_link_leads_nowhere_once_its_mail_is_forgotten() {
    var order = order(ALLOWED);
    queue(order);
    database.execute("update messaging.message_content set body_html = null");

    assertThat(follow(order, "https://example.com/?a=1&b=2", "follow.example.com")).isEmpty();
  }

  private void refused(String pointer, @Nullable List<String> countries, @Nullable String domain) {
    assertThatThrownBy(() -> decide(true, true, domain, countries == null ? List.of() : countries))
        .isInstanceOfSatisfying(
            InvalidField.class, refused -> assertThat(refused.pointer()).isEqualTo(pointer));
  }

  private void decide(
      boolean opens, boolean clicks, @Nullable String domain, List<String> countries) {
    database.inTransaction(
        work -> {
          var useCase = new DecideMailSettings();
          useCase.book = new MailSettingsBook_(work.session());
          useCase.paces = new PaceBook_(work.session());
          useCase.trackingRules = new TrackingRules();
          useCase.trackingRules.publicAddress = TrackingParts.tokens().publicAddress;
          useCase.recipientPaceChanged = new Heard<>();
          useCase.clocks = clocks;
          return useCase.change(
              workspace,
              now ->
                  new MailSettingsPlan(
                      now.listUnsubscribe(), null, null, null, opens, clicks, domain, countries),
              null);
        });
  }

  private @Nullable Tracking trackingOf(SendMessage order) {
    queue(order);
    return begin(order).get(0).tracking();
  }

  private Optional<String> follow(SendMessage order, String address, String host) {
    return follow(order.messageId(), address, host);
  }

  private Optional<String> follow(UUID message, String address, String host) {
    var target = LinkTarget.of(address).orElseThrow();
    return follow(tokens.linkOf(message, target, null), host);
  }

  private Optional<String> follow(String link, String host) {
    var useCase = new FollowLink();
    useCase.mails = TrackingParts.mails(new Reading());
    useCase.tokens = tokens;
    return useCase.of(tokens.clickOf(token(link)).orElseThrow(), host);
  }

  /** The transaction around the use case, without a container. */
  private final class Reading extends ReadTrackedMail {
    @Override
    public Optional<String> htmlOf(UUID messageId, @Nullable String domain) {
      return database.inTransaction(
          work -> {
            var useCase = new ReadTrackedMail();
            useCase.messages = new TrackedMessages_(work.session());
            return useCase.htmlOf(messageId, domain);
          });
    }
  }

  private SendMessage order(@Nullable TrackingTerms tracking) {
    return order(HTML, tracking);
  }
}
