package cadenza.contacts.application;

import static org.assertj.core.api.Assertions.assertThat;

import cadenza.contacts.domain.Company;
import cadenza.contacts.domain.Contact;
import cadenza.contacts.domain.CustomField;
import cadenza.contacts.domain.Label;
import cadenza.contacts.domain.Suppression;
import cadenza.testing.ModuleDatabase;
import java.time.Duration;
import java.util.function.Function;
import org.hibernate.StatelessSession;

/** This module's tables. */
final class ContactsDatabase extends ModuleDatabase<StatelessSession> {
  ContactsDatabase() {
    super(
        "contacts",
        Function.identity(),
        Contact.class,
        Suppression.class,
        Label.class,
        Company.class,
        CustomField.class);
  }

  /** Until a transaction waits for what another one has locked. */
  void awaitSomebodyWaiting() {
    var deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (values("select pid from pg_stat_activity where wait_event_type = 'Lock'").isEmpty()) {
      assertThat(System.nanoTime()).as("nobody waits").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }
}
