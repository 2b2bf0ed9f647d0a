package cadenza.messaging.application;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.kernel.adapter.KernelParts;
import cadenza.kernel.api.Ids;
import cadenza.messaging.api.Conversations.HitCount;
import cadenza.messaging.api.Conversations.LinkCount;
import cadenza.messaging.api.Conversations.MessageCard;
import cadenza.messaging.api.LinkClicked;
import cadenza.messaging.api.LinksClicked;
import cadenza.messaging.api.MessageOpened;
import cadenza.messaging.api.MessagesOpened;
import cadenza.messaging.api.SendMessage;
import cadenza.messaging.api.TrackingTerms;
import cadenza.messaging.application.NoteHit.Asked;
import cadenza.messaging.domain.ContactTraces_;
import cadenza.messaging.domain.ConversationBook_;
import cadenza.messaging.domain.Hit;
import cadenza.messaging.domain.LinkTarget;
import cadenza.messaging.domain.MessageHits_;
import cadenza.testing.Heard;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Opens and clicks from the moment somebody asks until they are counted and told of. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class HitsIT extends TrackedStage {
  private static final String ONE = "https://example.com/?a=1&b=2";
  private static final String TWO = "https://example.com/two";
  private static final String HTML =
      "<a href=\"https://example.com/?a=1&amp;b=2\">1</a> <a href='https://example.com/two'>2</a>"
          + " <a href='https://example.com/silent' data-notrack>3</a>";
  private static final String HOME = "198.51.100.7";
  private static final Asked BROWSER =
      new Asked("follow.example.com", false, "Mozilla/5.0 (X11) Firefox/140.0", HOME);

  private final AtomicReference<Instant> time = new AtomicReference<>(SENT.plusSeconds(60));
  private final Hits hits = new Hits();
  private final NoteHit noteHit = new NoteHit();
  private final FlushHits flushHits = new FlushHits();
  private final Heard<MessagesOpened> opened = new Heard<>();
  private final Heard<LinksClicked> clicked = new Heard<>();
  private final FollowedMails mails = TrackingParts.mails(new ReadTrackedMail());
  private final AtomicInteger writes = new AtomicInteger();
  private @Nullable RuntimeException refusing;

  @BeforeEach
  void wire_everything() {
    noteHit.hits = hits;
    noteHit.tokens = tokens;
    noteHit.clock = new Frozen();
    noteHit.scanners = new ScannerAddresses();
    noteHit.scanners.ranges = KernelParts.ranges();
    noteHit.scanners.more = Optional.of("192.0.2.0/24");
    noteHit.scanners.read();
    flushHits.hits = hits;
    flushHits.clock = noteHit.clock;
    flushHits.meters = new SendingStage.NoMeters();
    flushHits.countHits = new Counting();
  }

  @ParameterizedTest
  @ValueSource(strings = {"40.107.3.4", "2a01:111:f400:7e00::1", "209.222.82.1", "192.0.2.200"})
  void a_browser_where_only_scanners_sit_is_a_machine(String address) {
    var order = sent();

    noteHit.opened(pixel(order), new Asked("follow.example.com", false, "Firefox/140.0", address));
    noteHit.clicked(
        click(order, ONE), new Asked("follow.example.com", false, "Firefox/140.0", address));
    flush();

    assertThat(opened.all()).isEmpty();
    assertThat(clicked.all()).isEmpty();
    assertThat(card(order).opens()).extracting(HitCount::machineCount).isEqualTo(1L);
    assertThat(card(order).clicks()).extracting(HitCount::machineCount).isEqualTo(1L);
  }

  @Test
  void a_person_s_open_is_counted_and_told_of() {
    var order = sent();
    noteHit.opened(pixel(order), BROWSER);
    flush();

    assertThat(card(order).opens())
        .isEqualTo(new HitCount(SENT.plusSeconds(60), SENT.plusSeconds(60), 1, 0));
    assertThat(card(order).clicks()).isNull();
    var told = opens().get(0);
    assertThat(told.workspaceId()).isEqualTo(workspace);
    assertThat(told.messageId()).isEqualTo(order.messageId());
    assertThat(told.enrollmentId()).isEqualTo(order.enrollmentId());
    assertThat(told.contactId()).isEqualTo(order.contactId());
    assertThat(told.stepNumber()).isEqualTo(1);
    assertThat(told.opens()).isEqualTo(1);
    assertThat(told.occurredAt()).isEqualTo(SENT.plusSeconds(60));
  }

  @Test
  void a_click_is_told_with_where_it_led_and_each_link_has_its_count() {
    var order = sent();
    noteHit.clicked(click(order, ONE), BROWSER);
    flush();
    passes(Duration.ofMinutes(1));
    noteHit.clicked(click(order, TWO), BROWSER);
    passes(Duration.ofSeconds(2));
    noteHit.clicked(click(order, TWO), BROWSER);
    flush();

    assertThat(clicks()).extracting(LinkClicked::url).containsExactly(ONE, TWO);
    assertThat(clicks()).extracting(LinkClicked::clicks).containsExactly(1L, 2L);
    var counted = card(order).clicks();
    assertThat(counted).extracting(HitCount::count).isEqualTo(3L);
    assertThat(counted).extracting(HitCount::firstAt).isEqualTo(SENT.plusSeconds(60));
    assertThat(links(order)).extracting(LinkCount::url).containsExactly(ONE, TWO);
    assertThat(links(order)).extracting(link -> link.clicks().count()).containsExactly(1L, 2L);
  }

  @Test
  void totals_run_and_the_first_time_stays() {
    var order = sent();
    noteHit.opened(pixel(order), BROWSER);
    flush();
    passes(Duration.ofHours(1));
    noteHit.opened(pixel(order), BROWSER);
    flush();

    assertThat(opens()).extracting(MessageOpened::opens).containsExactly(1L, 2L);
    assertThat(opens()).extracting(MessageOpened::firstAt).containsOnly(SENT.plusSeconds(60));
  }

  @Test
  void a_thousand_are_two_rows_two_events_and_one_write() {
    var order = sent();
    for (int i = 0; i < 500; i++) {
      noteHit.opened(pixel(order), BROWSER);
      noteHit.clicked(click(order, ONE), BROWSER);
    }
    flush();

    assertThat(rows()).isEqualTo("2");
    assertThat(database.value("select sum(total) from messaging.message_hit")).isEqualTo("1000");
    assertThat(writes.get()).isEqualTo(1);
    assertThat(opens()).hasSize(1);
    assertThat(clicks()).hasSize(1);
    assertThat(card(order).opens()).extracting(count -> count.count()).isEqualTo(500L);
  }

  @Test
  void a_machine_is_counted_apart_and_nobody_is_told() {
    var order = sent();
    noteHit.opened(pixel(order), asked("Mozilla/5.0"));
    noteHit.opened(pixel(order), new Asked("follow.example.com", true, "Firefox/140.0", HOME));
    noteHit.clicked(click(order, ONE), asked("Barracuda Sentinel (EE)"));
    flush();

    assertThat(opened.all()).isEmpty();
    assertThat(clicked.all()).isEmpty();
    assertThat(card(order).opens()).isEqualTo(new HitCount(null, null, 0, 2));
    assertThat(card(order).clicks()).isEqualTo(new HitCount(null, null, 0, 1));
    assertThat(links(order))
        .as("no other was followed")
        .containsExactly(new LinkCount(ONE, new HitCount(null, null, 0, 1)));
    assertThat(
            database.value(
                "select string_agg(seen_as, ' ' order by seen_as) from messaging.message_hit"))
        .isEqualTo("HEAD PREFETCH SCANNER");
  }

  @Test
  void whoever_follows_every_link_counts_for_nothing() {
    var order = sent();
    noteHit.opened(pixel(order), BROWSER);
    noteHit.clicked(click(order, ONE), BROWSER);
    noteHit.clicked(click(order, TWO), BROWSER);
    noteHit.clicked(trap(order), BROWSER);
    flush();
    passes(Duration.ofMinutes(1));
    noteHit.clicked(click(order, ONE), BROWSER);
    noteHit.clicked(click(order, TWO), BROWSER);
    flush();

    assertThat(opened.all()).isEmpty();
    assertThat(clicked.all()).isEmpty();
    assertThat(card(order).clicks()).extracting(count -> count.machineCount()).isEqualTo(4L);
  }

  @Test
  void nobody_reads_before_the_server_has_the_mail() {
    var order = order();
    queue(order);
    begin(order);
    noteHit.opened(pixel(order), BROWSER);
    flush();

    assertThat(opened.all()).isEmpty();
    assertThat(card(order).opens()).isEqualTo(new HitCount(null, null, 0, 1));
  }

  @Test
  void whoever_reads_a_mail_of_unknown_outcome_has_it() {
    var order = sent();
    database.execute(
        "update messaging.message set status = 'UNKNOWN', begun_at = accepted_at,"
            + " accepted_at = null");
    noteHit.opened(pixel(order), BROWSER);
    flush();

    assertThat(opens()).hasSize(1);
  }

  @Test
  void under_another_workspace_s_domain_nothing_counts() {
    var order = sent();
    anotherHas("links.other.example");
    noteHit.opened(pixel(order), new Asked("Links.Other.example", false, "Firefox/140.0", HOME));
    flush();
    assertThat(rows()).isEqualTo("0");

    noteHit.opened(pixel(order), new Asked("proxy.internal", false, "Firefox/140.0", HOME));
    flush();
    assertThat(opens()).hasSize(1);
  }

  @Test
  void under_the_host_that_a_mail_was_made_for_it_counts_whoever_has_that_now() {
    var order = sent();
    anotherHas(SHARED);
    var target = LinkTarget.of(ONE).orElseThrow();
    noteHit.opened(open(tokens.pixelOf(order.messageId(), SHARED)), asked(SHARED, "Firefox/140.0"));
    noteHit.clicked(
        parsed(tokens.linkOf(order.messageId(), target, SHARED)),
        asked("LINKS.shared.example", "Firefox/140.0"));
    flush();

    assertThat(opens()).hasSize(1);
    assertThat(clicks()).extracting(LinkClicked::url).containsExactly(ONE);
  }

  @Test
  void a_token_of_one_host_counts_for_nothing_under_another_workspace_s() {
    var order = sent();
    anotherHas(SHARED);
    anotherHas("links.other.example");
    noteHit.opened(
        open(tokens.pixelOf(order.messageId(), SHARED)),
        asked("links.other.example", "Firefox/140.0"));
    noteHit.opened(open(tokens.pixelOf(order.messageId(), null)), asked(SHARED, "Firefox/140.0"));
    flush();

    assertThat(rows()).isEqualTo("0");
  }

  @Test
  void while_the_database_is_away_everything_waits_and_is_counted_once_it_is_back() {
    var order = sent();
    refusing = new IllegalStateException(new SQLException("away", "08006"));
    noteHit.opened(pixel(order), BROWSER);
    flush();
    passes(Duration.ofSeconds(10));
    noteHit.opened(pixel(order), BROWSER);
    flush();
    assertThat(rows()).isEqualTo("0");

    refusing = null;
    flush();
    assertThat(card(order).opens()).extracting(count -> count.count()).isEqualTo(2L);
    assertThat(opens()).hasSize(1);
    assertThat(hits.waiting()).isZero();
  }

  @Test
  void what_cannot_be_counted_holds_up_no_other() {
    var order = sent();
    refusing = new IllegalStateException("this one is bad");
    noteHit.opened(pixel(order), BROWSER);
    flush();
    refusing = null;
    flush();

    assertThat(rows()).isEqualTo("0");
    assertThat(hits.waiting()).isZero();
  }

  @Test
  void a_message_that_is_not_there_is_counted_nowhere() {
    noteHit.opened(open(tokens.pixelOf(Ids.next(), null)), BROWSER);
    flush();

    assertThat(rows()).isEqualTo("0");
  }

  @Test
  void what_a_forgotten_contact_did_is_forgotten_and_nothing_more_is_counted() {
    var order = sent();
    noteHit.opened(pixel(order), BROWSER);
    flush();
    database.execute("update messaging.thread set contact_id = '" + order.contactId() + "'");
    database.inTransaction(
        work -> {
          var contact = List.of(order.contactId() == null ? new UUID(0, 0) : order.contactId());
          new ContactTraces_(work.session())
              .forget(workspace, contact, Set.of(), List.of(order.messageId()));
          return true;
        });
    assertThat(rows()).isEqualTo("0");

    noteHit.opened(pixel(order), BROWSER);
    flush();
    assertThat(rows()).isEqualTo("0");
    assertThat(opens()).hasSize(1);
  }

  private SendMessage sent() {
    var order = order();
    queue(order);
    database.execute(
        "update messaging.message set status = 'SENT', accepted_at = '"
            + SENT
            + "' where id = '"
            + order.messageId()
            + "'");
    return order;
  }

  private void flush() {
    passes(Hits.HELD);
    flushHits.flush();
  }

  private void passes(Duration some) {
    time.updateAndGet(now -> now.plus(some));
  }

  private List<MessageOpened> opens() {
    var all = new ArrayList<MessageOpened>();
    opened.all().forEach(some -> all.addAll(some.messages()));
    return all;
  }

  private List<LinkClicked> clicks() {
    var all = new ArrayList<LinkClicked>();
    clicked.all().forEach(some -> all.addAll(some.links()));
    return all;
  }

  private String rows() {
    return database.value("select count(*) from messaging.message_hit");
  }

  private MessageCard card(SendMessage order) {
    return database.inTransaction(
        work ->
            new ConversationBook_(work.session())
                .message(workspace, order.messageId())
                .orElseThrow());
  }

  private List<LinkCount> links(SendMessage order) {
    var card = card(order);
    return database.inTransaction(
        work -> {
          var links = new CountedLinks();
          links.conversations = new ReadConversations();
          links.conversations.messageHits = new MessageHits_(work.session());
          links.mails = mails;
          return links.of(card);
        });
  }

  private static Asked asked(String agent) {
    return asked("follow.example.com", agent);
  }

  private static Asked asked(String host, String agent) {
    return new Asked(host, false, agent, HOME);
  }

  private TrackingTokens.Open pixel(SendMessage order) {
    return open(tokens.pixelOf(order.messageId(), null));
  }

  private TrackingTokens.Open open(String pixel) {
    return tokens.openOf(token(pixel)).orElseThrow();
  }

  private TrackingTokens.Click click(SendMessage order, String address) {
    return parsed(tokens.linkOf(order.messageId(), LinkTarget.of(address).orElseThrow(), null));
  }

  private TrackingTokens.Click trap(SendMessage order) {
    return parsed(tokens.trapOf(order.messageId(), null));
  }

  private TrackingTokens.Click parsed(String link) {
    return tokens.clickOf(token(link)).orElseThrow();
  }

  private SendMessage order() {
    return order(HTML, new TrackingTerms(null));
  }

  /** The transaction around the use case, without a container. */
  private final class Counting extends CountHits {
    @Override
    public void count(List<List<Hit>> some) {
      var refusal = refusing;
      if (refusal != null) {
        throw refusal;
      }
      writes.incrementAndGet();
      database.inTransaction(
          work -> {
            var useCase = new CountHits();
            useCase.messageHits = new MessageHits_(work.session());
            useCase.mails = HitsIT.this.mails;
            useCase.messagesOpened = opened;
            useCase.linksClicked = clicked;
            useCase.count(some);
            return true;
          });
    }
  }

  private final class Frozen extends HitClock {
    @Override
    public Instant takeOver() {
      return Objects.requireNonNull(time.get());
    }

    @Override
    public Instant now() {
      return takeOver();
    }
  }
}
