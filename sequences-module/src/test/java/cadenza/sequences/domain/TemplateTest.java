package cadenza.sequences.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TemplateTest {
  @Test
  void fills_in_values_and_fallbacks() {
    var template = Template.parse("Hello {{ first_name | there }}, {{full_name}}");

    assertThat(template.plain(Map.of("full_name", "A $1 {{x}}")))
        .isEqualTo("Hello there, A $1 {{x}}");
  }

  @Test
  void names_what_has_neither() {
    assertThat(Template.parse("{{b}} {{a}} {{c|d}} {{e|}}").unresolved(Map.of("b", " ")))
        .containsExactly("a", "b");
  }

  @Test
  void never_renders_what_is_unresolved() {
    assertThatThrownBy(() -> Template.parse("{{a}}").plain(Map.of()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void escapes_values_in_markup_and_leaves_its_own_text() {
    assertThat(Template.parse("<b>{{name}}</b>").html(Map.of("name", "<i>&\"'")))
        .isEqualTo("<b>&lt;i&gt;&amp;&quot;&#39;</b>");
  }

  @Test
  void refuses_braces_that_are_no_variable() {
    for (var wrong : new String[] {"{{first name}}", "{{", "}}", "{{a|b|c}}", "{{#if a}}"}) {
      assertThatThrownBy(() -> Template.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
