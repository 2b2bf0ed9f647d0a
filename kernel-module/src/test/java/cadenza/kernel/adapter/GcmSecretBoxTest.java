package cadenza.kernel.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class GcmSecretBoxTest {
  static final UUID WORKSPACE = new UUID(1, 1);
  static final UUID ROW = new UUID(2, 2);

  final GcmSecretBox box = box((byte) 1, Optional.empty());

  @Test
  void opens_what_was_sealed_for_this_row() {
    var sealed = box.seal(WORKSPACE, ROW, "smtp-password", "s3crét");

    assertThat(sealed).startsWith("v1.").doesNotContain("s3cr");
    assertThat(box.open(WORKSPACE, ROW, "smtp-password", sealed)).isEqualTo("s3crét");
  }

  @Test
  void never_seals_the_same_way_twice() {
    assertThat(box.seal(WORKSPACE, ROW, "smtp-password", "same"))
        .isNotEqualTo(box.seal(WORKSPACE, ROW, "smtp-password", "same"));
  }

  @Test
  void a_copy_in_another_row_workspace_or_field_does_not_open() {
    var sealed = box.seal(WORKSPACE, ROW, "smtp-password", "secret");

    assertThatThrownBy(() -> box.open(WORKSPACE, WORKSPACE, "smtp-password", sealed))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> box.open(ROW, ROW, "smtp-password", sealed))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> box.open(WORKSPACE, ROW, "imap-password", sealed))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_new_key_still_opens_what_the_previous_one_sealed() {
    var sealed = box.seal(WORKSPACE, ROW, "smtp-password", "secret");

    var rotated = box((byte) 2, Optional.of(key((byte) 1)));

    assertThat(rotated.open(WORKSPACE, ROW, "smtp-password", sealed)).isEqualTo("secret");
    assertThatThrownBy(
            () -> box((byte) 2, Optional.empty()).open(WORKSPACE, ROW, "smtp-password", sealed))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_missing_or_short_key_is_refused_with_the_name_of_the_setting() {
    var keys = new MasterKeys();
    keys.previous = Optional.empty();
    keys.current = Optional.empty();
    assertThatThrownBy(keys::current).hasMessageContaining("cadenza.master-key");

    keys.current = Optional.of("c2hvcnQ=");
    assertThatThrownBy(keys::current).hasMessageContaining("5 bytes");

    keys.current = Optional.of("not base64 at all");
    assertThatThrownBy(keys::current).hasMessageContaining("not base64");
  }

  static GcmSecretBox box(byte keyByte, Optional<String> previous) {
    var box = new GcmSecretBox();
    box.keys = new MasterKeys();
    box.keys.current = Optional.of(key(keyByte));
    box.keys.previous = previous;
    return box;
  }

  static String key(byte b) {
    var bytes = new byte[32];
    java.util.Arrays.fill(bytes, b);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
