package cadenza.journeys;

import static cadenza.journeys.TrackedMail.ask;
import static cadenza.journeys.TrackedMail.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cadenza.product.Product;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is done with a mail is counted; people are told from machines as far as that goes. */
@Journey
class OpensAndClicksIT {
  @AfterEach
  void watch_nobody(Product product) {
    TrackedMail.forNobody(product);
  }

  @Test
  void what_people_do_is_shown_and_told_of(Product product) throws Exception {
    settings(product.api(), "{\"track_opens\": true, \"track_clicks\": true}");
    var mail = TrackedMail.to(product, Product.newAddress("told"));
    var pixel = mail.pixel();
    var link = mail.links().get(0);

    await()
        .atMost(Duration.ofSeconds(120))
        .pollInterval(Duration.ofSeconds(2))
        .until(
            () -> {
              ask("GET", pixel);
              ask("GET", link);
              return mail.count("opens", "count") > 0 && mail.count("clicks", "count") > 0;
            });
    var opened = mail.events("message.opened");
    var clicked = mail.events("message.clicked");
    assertThat(opened).isNotEmpty();
    assertThat(opened.get(0).getInt("opens")).isPositive();
    assertThat(clicked.get(0).getString("url")).isEqualTo(TrackedMail.TARGET);
    assertThat(clicked.get(0).getInt("clicks")).isPositive();
    assertThat(mail.followed())
        .singleElement()
        .satisfies(
            followed -> {
              assertThat(followed.getString("url")).isEqualTo(TrackedMail.TARGET);
              assertThat(followed.getJsonObject("clicks").getInt("count")).isPositive();
            });
  }

  @Test
  void whoever_follows_every_link_takes_nobody_off_and_counts_for_nothing(Product product)
      throws Exception {
    settings(product.api(), "{\"track_opens\": true, \"track_clicks\": true}");
    var reader = Product.newAddress("filtered");
    var mail = TrackedMail.to(product, reader);
    var all = new ArrayList<>(List.of(mail.pixel()));
    mail.hrefs().stream()
        .filter(href -> href.startsWith(product.url()))
        .map(URI::create)
        .forEach(all::add);
    assertThat(all).as("picture, two links, one unseen, the way out").hasSize(5);

    for (var one : all) {
      ask("HEAD", one);
      ask("GET", one);
    }

    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(mail.count("clicks", "machine_count")).isEqualTo(4));
    assertThat(mail.count("opens", "machine_count")).isEqualTo(2);
    assertThat(mail.count("opens", "count")).isZero();
    assertThat(mail.count("clicks", "count")).isZero();
    assertThat(mail.events("message.opened")).isEmpty();
    assertThat(mail.events("message.clicked")).isEmpty();
    assertThat(mail.events("contact.opted_out")).isEmpty();
    assertThat(product.api().get("/v1/suppressions/?address=" + reader).text())
        .doesNotContain("opted_out");
  }

  @Test
  void the_picture_is_there_at_once_while_the_database_stands_still(Product product)
      throws Exception {
    settings(product.api(), "{\"track_opens\": true}");
    var pixel = TrackedMail.to(product, Product.newAddress("still")).pixel();
    for (int i = 0; i < 50; i++) {
      ask("GET", pixel);
    }
    var taken = new ArrayList<Long>();
    try (var connection = product.database().superuserConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute(
          "lock table messaging.message_hit, messaging.message_content, messaging.mail_settings"
              + " in access exclusive mode");
      for (int i = 0; i < 500; i++) {
        long before = System.nanoTime();
        assertThat(ask("GET", pixel).statusCode()).isEqualTo(200);
        taken.add(System.nanoTime() - before);
      }
      connection.rollback();
    }
    taken.sort(null);
    var ninetyFifth = Duration.ofNanos(taken.get(475));
    System.getLogger(OpensAndClicksIT.class.getName())
        .log(System.Logger.Level.INFO, "p95 of 500 pictures: " + ninetyFifth);
    assertThat(ninetyFifth).isLessThan(Duration.ofMillis(50));
  }
}
