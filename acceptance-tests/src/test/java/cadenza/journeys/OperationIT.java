package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.product.Product;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What an operator looks at. */
@Journey
class OperationIT {
  @Test
  void the_server_says_that_it_has_started_lives_and_is_ready(Product product) {
    var open = product.anonymous();

    open.get("/health/started").expect(200);
    open.get("/health/live").expect(200);
    open.get("/health/ready").expect(200);
  }

  @Test
  void the_figures_of_the_engine_are_open_to_a_collector(Product product) {
    assertThat(product.anonymous().get("/metrics").expect(200).text())
        .contains("cadenza", "cadenza_relay_age_seconds", "cadenza_deliveries_age_seconds");
  }

  /** Another mail library on the server would be another one than was tested. */
  @Test
  void mail_is_sent_by_the_library_that_ships(Product product) throws Exception {
    var contact = Product.newAddress("library");
    Conversation.enroll(product, product.newMailbox(), contact, 600);
    Conversation.mailsFor(product, contact, 1);

    try (var lines = Files.lines(Path.of(System.getProperty("cadenza.suite.classes")))) {
      var source =
          lines
              .filter(line -> line.contains(" org.eclipse.angus.mail.smtp.SMTPTransport source: "))
              .map(line -> line.substring(line.indexOf("source: ") + 8).strip())
              .findFirst()
              .orElseThrow();
      assertThat(source).contains("cadenza.ear").endsWith("angus-mail.jar");
      try (var jar = new JarFile(Path.of(URI.create(source)).toFile())) {
        var version = jar.getManifest().getMainAttributes().getValue("Bundle-Version");
        assertThat(version).matches("2\\.0\\.([4-9]|[1-9][0-9]+).*");
      }
    }
  }
}
