package cadenza.contacts.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.contacts.api.ContactCard;
import cadenza.contacts.api.ContactDraft;
import cadenza.kernel.api.InvalidField;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ContactTest {
  static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

  final Contact avery =
      Contact.register(
          new UUID(1, 1),
          draft("Avery Chen", List.of(email("Buyer@Example.com")), "met in May", "Europe/Paris"),
          NOON);

  @Test
  void keeps_what_a_draft_does_not_name() {
    avery.change(draft(null, null, null, null), NOON.plusSeconds(1));

    var card = avery.card();
    assertThat(card.fullName()).isEqualTo("Avery Chen");
    assertThat(card.emails()).containsExactly(email("Buyer@Example.com"));
    assertThat(card.notes()).isEqualTo("met in May");
    assertThat(card.zone()).isEqualTo("Europe/Paris");
    assertThat(card.updatedAt()).isEqualTo(NOON.plusSeconds(1));
  }

  @Test
  void clears_notes_and_zone_by_empty_text() {
    avery.change(draft(null, null, "", ""), NOON);

    assertThat(avery.card().notes()).isNull();
    assertThat(avery.card().zone()).isNull();
  }

  @Test
  void holds_an_address_once_whatever_its_case() {
    avery.change(
        draft(null, List.of(email("a@x.example"), email("A@X.example")), null, null), NOON);

    assertThat(avery.addressKeys()).containsExactly("a@x.example");
    assertThat(avery.card().emails()).hasSize(1);
  }

  @Test
  void needs_a_name_and_a_known_zone() {
    assertThatThrownBy(() -> Contact.register(new UUID(1, 1), draft(null, null, null, null), NOON))
        .isInstanceOfSatisfying(
            InvalidField.class, e -> assertThat(e.pointer()).isEqualTo("/full_name"));
    assertThatThrownBy(() -> avery.change(draft(null, null, null, "Mars/Base"), NOON))
        .isInstanceOfSatisfying(
            InvalidField.class, e -> assertThat(e.pointer()).isEqualTo("/zone"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a@b@c",
        "a b@x.example",
        "a@x.example\r\nBcc: b@x.example",
        "\"a\"@x.example",
        "Avery <a@x.example>",
        "a@x.example,b@x.example",
        "a\u2028@x.example",
        "a\u760A@x.example",
        "a@-",
        "\u043d@\u00a0x.example",
        "a@stra\u00dfe.example",
        "\u0430\u2028@x.example",
        "@x.example",
        "a@"
      })
  void takes_nothing_that_could_break_out_of_a_header(String address) {
    assertThatThrownBy(() -> EmailAddress.of("/emails/0/address", address))
        .isInstanceOfSatisfying(
            InvalidField.class, e -> assertThat(e.pointer()).isEqualTo("/emails/0/address"));
  }

  @Test
  void an_international_address_is_written_in_one_way() {
    assertThat(EmailAddress.of("/", "Anna@B\u00fccher.example").text())
        .isEqualTo("Anna@xn--bcher-kva.example");
    assertThat(EmailAddress.of("/", "J\u00dcRG@x.example").text()).isEqualTo("j\u00fcrg@x.example");
    assertThat(EmailAddress.of("/", "ju\u0308rg@x.example").text())
        .isEqualTo("j\u00fcrg@x.example");
    assertThat(EmailAddress.of("/", "\u7528\u6237@\u4f8b\u5b50.example").text())
        .isEqualTo("\u7528\u6237@xn--fsqu00a.example");
  }

  @Test
  void gives_templates_only_what_is_known() {
    assertThat(RecipientRow.variables("Avery van Dyk", "a@x.example"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "first_name", "Avery",
                "last_name", "van Dyk",
                "full_name", "Avery van Dyk",
                "email", "a@x.example"));
    assertThat(RecipientRow.variables("Avery", null)).doesNotContainKeys("last_name", "email");
  }

  static ContactCard.Email email(String address) {
    return new ContactCard.Email("work", address);
  }

  static ContactDraft draft(
      @Nullable String name,
      @Nullable List<ContactCard.Email> emails,
      @Nullable String notes,
      @Nullable String zone) {
    return new ContactDraft(name, emails, null, null, notes, zone);
  }
}
