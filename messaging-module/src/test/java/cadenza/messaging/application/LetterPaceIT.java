package cadenza.messaging.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.contacts.api.ContactDirectory;
import cadenza.messaging.adapter.event.PaceParts;
import cadenza.messaging.api.MessageContent.Copies;
import cadenza.messaging.api.MessageDraft;
import cadenza.messaging.domain.ConversationBook_;
import cadenza.messaging.domain.PaceBook_;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** What somebody writes by himself keeps the limits, too. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class LetterPaceIT extends PaceStage {
  @Test
  void a_letter_keeps_both_limits_and_says_which_one_is_spent() {
    decide(2, 1, null);
    write("bo@big.example");
    assertThatThrownBy(() -> write("cy@big.example"))
        .isInstanceOf(RequireRoom.RecipientLimitReached.class);
    write("cy@other.example");

    assertThatThrownBy(() -> write("di@third.example"))
        .isInstanceOf(RequireRoom.WorkspaceLimitReached.class);
    assertThat(database.value("select count(*) from messaging.message")).isEqualTo("2");
  }

  @Test
  void a_letter_takes_a_place_at_the_domain_of_each_who_gets_a_copy() {
    decide(null, 1, null);
    var copies = new Copies(null, List.of("cy@other.example"), List.of("dee@big.example"));

    write("bo@big.example", copies);

    assertThatThrownBy(() -> write("ed@other.example"))
        .isInstanceOf(RequireRoom.RecipientLimitReached.class);
    assertThatThrownBy(() -> write("ed@third.example", copies))
        .isInstanceOf(RequireRoom.RecipientLimitReached.class);
    write("ed@third.example");
  }

  @Test
  void limits_that_are_new_count_the_copies_of_letters_before_them() {
    write(
        "bo@big.example",
        new Copies(null, List.of("cy@other.example"), List.of("dee@Third.example")));
    decide(null, 1, null);

    assertThatThrownBy(() -> write("ed@other.example"))
        .isInstanceOf(RequireRoom.RecipientLimitReached.class);
    assertThatThrownBy(() -> write("ed@third.example"))
        .isInstanceOf(RequireRoom.RecipientLimitReached.class);
    write("ed@fourth.example");
  }

  private void write(String to) {
    write(to, Copies.NONE);
  }

  private void write(String to, Copies copies) {
    database.inTransaction(
        work -> {
          var letters = new WriteMessage();
          letters.accounts = work.accounts();
          letters.requireRoom = new RequireRoom();
          letters.requireRoom.accounts = work.accounts();
          letters.requireRoom.paces = new PaceBook_(work.session());
          letters.requireRoom.recipientPace = PaceParts.recipients(work.session());
          letters.conversations = new ConversationBook_(work.session());
          letters.suppressions = (id, addresses) -> Set.of();
          letters.contacts = nobodyKnown();
          letters.queueMessages = queueMessages(work);
          letters.files = new FilesToAttach();
          letters.letterCopies = new LetterCopies();
          letters.letterCopies.suppressions = letters.suppressions;
          letters.clocks = clocks;
          return letters.write(
              new MessageDraft(
                  workspace, null, account, null, to, "Hello", "Hi", null, copies, List.of()));
        });
  }

  private static ContactDirectory nobodyKnown() {
    return (ContactDirectory)
        Proxy.newProxyInstance(
            WorkspacePaceIT.class.getClassLoader(),
            new Class<?>[] {ContactDirectory.class},
            (proxy, method, arguments) -> Optional.empty());
  }
}
