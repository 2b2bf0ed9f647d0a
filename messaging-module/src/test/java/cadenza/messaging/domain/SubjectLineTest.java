package cadenza.messaging.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SubjectLineTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Proposal for review",
        "Re: Proposal for review",
        "RE:Proposal  for review",
        "AW: WG: Re: proposal for\treview",
        "Re[2]: Proposal for review",
        "[EXTERNAL] Re: Proposal for review",
        "回复：Proposal for review",
        "Sv : Proposal for review "
      })
  void is_the_same_behind_what_mail_programs_put_in_front(String subject) {
    assertThat(SubjectLine.normalised(subject)).isEqualTo("proposal for review");
  }

  @Test
  void keeps_words_that_only_look_like_a_mark() {
    assertThat(SubjectLine.normalised("Reply: yes")).isEqualTo("reply: yes");
    assertThat(SubjectLine.normalised("Re: ")).isEmpty();
  }
}
