package cadenza.access.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.access.domain.PasswordsBusy;
import cadenza.kernel.api.RuleViolation;
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
  void who_waits_too_long_for_his_turn_is_told_to_come_again() {
    int turns = passwords.free.drainPermits();

    assertThat(turns).isBetween(1, Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    assertThatThrownBy(() -> passwords.waste("correct horse battery"))
        .isInstanceOfSatisfying(
            PasswordsBusy.class, e -> assertThat(e.kind()).isEqualTo(RuleViolation.Kind.LATER));

    passwords.free.release(turns);
    passwords.waste("correct horse battery");
    assertThat(passwords.free.availablePermits()).isEqualTo(turns);
  }

  @Test
  void the_same_password_never_looks_the_same() {
    assertThat(passwords.stretch("correct horse battery"))
        .isNotEqualTo(passwords.stretch("correct horse battery"));
  }
}
