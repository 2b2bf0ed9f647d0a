package cadenza.access.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class Pbkdf2PasswordsTest {
  final Pbkdf2Passwords passwords = new Pbkdf2Passwords();

  @Test
  void the_right_password_fits_and_another_does_not() {
    var stretched = passwords.stretch("correct horse battery");

    assertThat(stretched).startsWith("pbkdf2-sha512$210000$").doesNotContain("horse");
    assertThat(passwords.fits("correct horse battery", stretched)).isTrue();
    assertThat(passwords.fits("correct horse batterz", stretched)).isFalse();
  }

  @Test
  void the_same_password_never_looks_the_same() {
    assertThat(passwords.stretch("correct horse battery"))
        .isNotEqualTo(passwords.stretch("correct horse battery"));
  }
}
