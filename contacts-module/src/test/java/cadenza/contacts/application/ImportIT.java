package cadenza.contacts.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.contacts.api.ImportOptions;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What the rows of a file do to contacts. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ImportIT extends ImportStage {
  @Test
  void rows_create_and_update_contacts_by_their_address() {
    var first =
        imported(
            """
            First Name,Last Name,Email,Company,Phone
            Avery,Chen,avery@example.com,Acme,+49 30 1
            Blake,,BLAKE@example.com,,
            """);
    assertThat(first.created()).isEqualTo(2);
    assertThat(first.state()).isEqualTo("DONE");
    assertThat(first.columns())
        .containsExactly("first_name", "last_name", "email", "company", "phone");

    var second =
        imported(
            """
            email,company,phone,full_name
            avery@example.com,,+49 30 2,
            blake@example.com,,,Blake
            casey@example.com,Initech,,
            """);

    assertThat(second.created()).isEqualTo(1);
    assertThat(second.updated()).isEqualTo(1);
    assertThat(second.unchanged()).isEqualTo(1);
    assertThat(
            value(
                "select full_name || '/' || company || '/' || array_to_string(phone_numbers, ',')"
                    + " from contacts.contact where address_key = 'avery@example.com'"))
        .isEqualTo("Avery Chen/Acme/+49 30 1,+49 30 2");
    assertThat(value("select full_name from contacts.contact where company = 'Initech'"))
        .isEqualTo("casey@example.com");
    assertThat(created.all().stream().mapToInt(facts -> facts.contacts().size()).sum())
        .isEqualTo(3);
    assertThat(updated.all().stream().mapToInt(facts -> facts.contacts().size()).sum())
        .isEqualTo(1);
    assertThat(value("select count(*) from contacts.import_piece")).isEqualTo("0");
  }

  @Test
  void bad_and_double_rows_are_named_by_their_lines_and_the_others_come_in() {
    var done =
        imported(
            """
            email,zone,notes
            avery@example.com,Europe/Berlin,"two
            lines"
            nobody,,
            ,,
            blake@example.com,Mars/Olympus,
            AVERY@example.com,,again
            casey@example.com,,too,many
            dana@example.com
            erin@example.com,,"=HYPERLINK(""http://x"")"
            frank@example.com,,a\u0000b
            """);

    assertThat(rows(done))
        .containsExactly(
            "2 created null",
            "4 invalid email:invalid_address",
            "5 invalid email:required",
            "6 invalid zone:unknown_zone",
            "7 duplicate null",
            "8 invalid field_count",
            "9 invalid field_count",
            "10 created null",
            "11 invalid notes:unsound_text");
    assertThat(done.invalid()).isEqualTo(6);
    assertThat(done.duplicate()).isEqualTo(1);
    assertThat(value("select notes from contacts.contact where address_key like 'erin%'"))
        .isEqualTo("=HYPERLINK(\"http://x\")");
    assertThat(value("select notes from contacts.contact where address_key like 'avery%'"))
        .isEqualTo("two\nlines");
  }

  @Test
  void a_dry_run_tells_what_would_happen_and_changes_nothing() {
    imported("email\navery@example.com\n");

    var dry =
        finished(
            receive(
                stream("email,notes\navery@example.com,x\nblake@example.com,\nnobody,\n"),
                options(Map.of(), true, null)));

    assertThat(dry.created()).isEqualTo(1);
    assertThat(dry.updated()).isEqualTo(1);
    assertThat(dry.invalid()).isEqualTo(1);
    assertThat(value("select count(*) from contacts.contact where notes is null")).isEqualTo("1");
    assertThatThrownBy(() -> revert(dry)).isInstanceOf(ImportCannotBeReverted.class);
  }

  @Test
  void a_mapping_wins_over_what_a_title_says() {
    imported(
        "Mail,Email,Name,Extra\navery@example.com,no address,Avery,x\n",
        Map.of("Mail", "email", "Email", "", "Extra", "notes"));

    assertThat(value("select full_name || notes from contacts.contact")).isEqualTo("Averyx");
  }

  @Test
  void a_file_says_whom_nobody_may_watch_and_takes_no_such_word_back() {
    var first =
        imported(
            """
            email,Do not track
            avery@example.com,Yes
            blake@example.com,false
            casey@example.com,
            dana@example.com,perhaps
            """);
    assertThat(first.columns()).containsExactly("email", "do_not_track");
    assertThat(rows(first)).contains("5 invalid do_not_track:not_yes_or_no");
    assertThat(unwatched()).containsExactly("avery@example.com");

    var second = imported("email,do_not_track\navery@example.com,no\nblake@example.com,1\n");

    assertThat(unwatched()).containsExactly("avery@example.com", "blake@example.com");
    assertThat(second.updated()).isEqualTo(1);
    assertThat(second.unchanged()).isEqualTo(1);
    finished(revert(second));
    assertThat(unwatched()).containsExactly("avery@example.com");
  }

  private List<String> unwatched() {
    return database.values(
        "select address_key from contacts.contact where do_not_track order by address_key");
  }

  @Test
  void every_contact_of_the_file_carries_the_label_afterwards() {
    imported("email\navery@example.com\n");
    var options = labelling(label());
    var file = "email\navery@example.com\nblake@example.com\nnobody\n";

    finished(receive(stream(file), options));
    var again = finished(receive(stream(file), options));

    assertThat(again.unchanged()).isEqualTo(2);
    assertThat(value("select count(*) from contacts.contact_label")).isEqualTo("2");
    assertThat(labelled.all()).hasSize(1);
    assertThat(labelled.all().get(0).labels())
        .hasSize(2)
        .allMatch(one -> one.labelName().equals("Lead"));
    assertThatThrownBy(
            () -> receive(stream(file), new ImportOptions(false, Map.of(), Ids.next(), null, null)))
        .isInstanceOf(InvalidField.class);
  }

  @Test
  void a_row_that_is_wrong_keeps_no_later_one_of_the_same_address_out() {
    var done =
        imported(
            """
            email,zone
            avery@example.com,Mars/Olympus
            avery@example.com,Europe/Berlin
            Avery@example.com,Europe/Paris
            """);

    assertThat(rows(done))
        .containsExactly("2 invalid zone:unknown_zone", "3 created null", "4 duplicate null");
  }

  @Test
  void imported_phones_and_profiles_are_found_and_the_domain_has_its_company() {
    imported(
        """
        email,phone,linkedin_url
        avery@acme.example,+49 30 123,linkedin.com/in/avery
        blake@acme.example,,
        """);
    var second =
        imported(
            """
            email,phone,domain
            avery@acme.example,+49 30 456,
            blake@acme.example,00 49 30 123,initech.example
            """);

    assertThat(handles())
        .containsExactlyInAnyOrder(
            "avery +4930123",
            "avery +4930456",
            "avery https://linkedin.com/in/avery",
            "blake +4930123");
    assertThat(database.values("select domain from contacts.company order by 1"))
        .containsExactly("acme.example", "initech.example");

    finished(revert(second));

    assertThat(handles()).containsExactly("avery +4930123", "avery https://linkedin.com/in/avery");
  }

  private static List<String> handles() {
    return database.values(
        "select split_part(c.address_key, '@', 1) || ' ' || h.handle_key"
            + " from contacts.contact_handle h join contacts.contact c on c.id = h.contact_id");
  }

  @Test
  void a_contact_has_no_more_phones_from_files_than_from_anybody_else() {
    for (int i = 100; i < 152; i++) {
      imported("email,phone\navery@example.com," + i + "\n");
    }

    assertThat(value("select cardinality(phone_numbers) from contacts.contact")).isEqualTo("50");
  }
}
