package cadenza.messaging.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.kernel.api.Ids;
import cadenza.messaging.domain.LinkTarget;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Strangers follow links: however many they are, the database is asked a little only. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class FollowedMailsTest {
  private static final String TARGET = "https://example.com/offer";
  private static final String HOST = "follow.example.com";

  private final Library library = new Library();
  private final AtomicLong time = new AtomicLong();
  private final FollowedMails mails = mails();
  private final FollowLink followLink = followLink();

  @Test
  void a_thousand_who_follow_links_of_one_mail_read_it_once() {
    var mail = Ids.next();
    for (int i = 0; i < 1_000; i++) {
      assertThat(followLink.of(click(mail, TARGET), HOST)).contains(TARGET);
    }
    assertThat(followLink.of(click(mail, "https://example.com/else"), HOST)).isEmpty();

    assertThat(library.read.get()).isEqualTo(1);
  }

  @Test
  void what_is_forgotten_leads_nowhere_once_the_moment_is_over() {
    var mail = Ids.next();
    followLink.of(click(mail, TARGET), HOST);
    library.html = Optional.empty();

    time.addAndGet(FollowedMails.LIFE.toNanos() - 1);
    assertThat(followLink.of(click(mail, TARGET), HOST)).isPresent();
    time.incrementAndGet();
    assertThat(followLink.of(click(mail, TARGET), HOST)).isEmpty();
  }

  @Test
  void a_mail_that_is_not_there_is_not_looked_for_again_at_once() {
    var mail = Ids.next();
    library.html = Optional.empty();
    for (int i = 0; i < 100; i++) {
      assertThat(followLink.of(click(mail, TARGET), HOST)).isEmpty();
    }

    assertThat(library.read.get()).isEqualTo(1);
  }

  @Test
  void one_host_says_nothing_of_another() {
    var mail = Ids.next();
    followLink.of(click(mail, TARGET), HOST);
    library.html = Optional.empty();

    assertThat(followLink.of(click(mail, TARGET), "links.other.example")).isEmpty();
    assertThat(followLink.of(click(mail, TARGET), "x".repeat(254))).isEmpty();
    assertThat(library.read.get()).as("no name is that long").isEqualTo(2);
  }

  @Test
  void those_who_count_need_not_take_the_mail_apart_again() {
    var mail = Ids.next();
    assertThat(mails.remembered(mail, null)).isEmpty();
    followLink.of(click(mail, TARGET), HOST);

    assertThat(mails.remembered(mail, null).orElseThrow().values())
        .extracting(LinkTarget::text)
        .containsExactly(TARGET);
  }

  @Test
  void a_few_look_up_at_once_and_whose_turn_does_not_come_is_sent_away() throws Exception {
    library.open = new CountDownLatch(1);
    var threads = Executors.newFixedThreadPool(FollowedMails.LOOK_UPS_AT_ONCE);
    try {
      List<Future<Optional<String>>> answers = new ArrayList<>();
      for (int i = 0; i < FollowedMails.LOOK_UPS_AT_ONCE; i++) {
        answers.add(threads.submit(() -> followLink.of(click(Ids.next(), TARGET), HOST)));
      }
      assertThat(library.readers.await(10, TimeUnit.SECONDS)).isTrue();

      assertThatThrownBy(() -> followLink.of(click(Ids.next(), TARGET), HOST))
          .isInstanceOf(TooManyLookUps.class);

      library.open.countDown();
      for (var answer : answers) {
        assertThat(answer.get(10, TimeUnit.SECONDS)).contains(TARGET);
      }
      assertThat(followLink.of(click(Ids.next(), TARGET), HOST)).isPresent();
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void where_as_many_wait_as_may_nobody_waits() {
    var lookUps = new FewLookUps(1, 0, Duration.ofHours(1));

    assertThat(
            lookUps.<String>next(
                () -> {
                  assertThatThrownBy(() -> lookUps.next(() -> "second"))
                      .isInstanceOf(TooManyLookUps.class);
                  return "first";
                }))
        .isEqualTo("first");
    assertThat(lookUps.<String>next(() -> "third")).isEqualTo("third");
  }

  @Test
  void no_more_is_remembered_than_there_is_room_for() {
    var memory = new BriefMemory<Integer, String>(3, 100, FollowedMails.LIFE, time::get);
    for (int i = 0; i < 4; i++) {
      memory.put(i, "x", 10);
    }
    assertThat(memory.of(0)).as("the oldest").isEmpty();

    memory.of(1);
    memory.put(4, "x", 10);
    assertThat(memory.of(1)).as("asked for lately").isPresent();
    assertThat(memory.of(2)).isEmpty();

    memory.put(5, "large", 95);
    assertThat(memory.size()).isEqualTo(1);
    memory.put(6, "too large", 101);
    assertThat(memory.of(6)).isEmpty();
    assertThat(memory.of(5)).isPresent();
  }

  private FollowedMails mails() {
    var all = TrackingParts.mails(library);
    all.nanos = time::get;
    return all;
  }

  private FollowLink followLink() {
    var useCase = new FollowLink();
    useCase.mails = mails;
    useCase.tokens = TrackingParts.tokens();
    return useCase;
  }

  private static TrackingTokens.Click click(UUID mail, String address) {
    var link = TrackingParts.tokens().linkOf(mail, LinkTarget.of(address).orElseThrow(), null);
    return TrackingParts.tokens().clickOf(link.substring(link.lastIndexOf('/') + 1)).orElseThrow();
  }

  /** Stands for the database. */
  private static final class Library extends ReadTrackedMail {
    final AtomicInteger read = new AtomicInteger();
    final CountDownLatch readers = new CountDownLatch(FollowedMails.LOOK_UPS_AT_ONCE);
    volatile Optional<String> html = Optional.of("<a href='" + TARGET + "'>Offer</a>");
    volatile CountDownLatch open = new CountDownLatch(0);

    @Override
    public Optional<String> htmlOf(UUID messageId, @Nullable String domain) {
      read.incrementAndGet();
      readers.countDown();
      try {
        open.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return html;
    }
  }
}
