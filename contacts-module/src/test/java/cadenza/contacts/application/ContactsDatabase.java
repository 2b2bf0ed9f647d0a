package cadenza.contacts.application;

import cadenza.contacts.domain.Company;
import cadenza.contacts.domain.Contact;
import cadenza.contacts.domain.CustomField;
import cadenza.contacts.domain.Label;
import cadenza.contacts.domain.Suppression;
import cadenza.testing.ModuleDatabase;
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
}
