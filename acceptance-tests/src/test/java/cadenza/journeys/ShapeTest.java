package cadenza.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What would be seen, were a delivery other than what is published. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ShapeTest {
  private static final Shape SHAPE =
      new Shape(
          json(
              "{'words':{'kind':['Hard','Soft']},'nullable':{'note':'text','ended':'time'},"
                  + "'open':['own']}"));
  private static final String PUBLISHED =
      "{'id':'w7xn4kp8r2mv6qjtybftcael','at':'2026-03-02T09:15:00.000Z','count':2,'rate':0.5,"
          + "'kind':'Hard','note':'x','ended':null,'own':{'a':1},'in':{'tags':['ws_1']}}";

  private static JsonObject json(String text) {
    try (var reader = Json.createReader(new StringReader(text.replace('\'', '"')))) {
      return reader.readObject();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'count':3",
        "'rate':1",
        "'rate':0.161",
        "'kind':'Soft'",
        "'note':null",
        "'ended':'2026-03-02T09:15:00.123Z'",
        "'own':{'b':true}",
        "'in':{'tags':[]}",
        "'in':{'tags':['ws_2','ws_3']}"
      })
  void other_values_are_no_difference(String value) {
    assertThat(SHAPE.differences(json(PUBLISHED), with(value))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'id':'W7XN'|id: W7XN is not written as w7xn4kp8r2mv6qjtybftcael",
        "'at':'2026-03-02T09:15:00Z'|at: 2026-03-02T09:15:00Z is not written as"
            + " 2026-03-02T09:15:00.000Z",
        "'count':2.5|count: a fraction",
        "'count':'2'|count: STRING instead of NUMBER",
        "'count':null|count: null instead of 2",
        "'kind':'hard'|kind: hard is none of [\"Hard\",\"Soft\"]",
        "'ended':true|ended: true instead of null",
        "'own':[]|own: ARRAY instead of OBJECT",
        "'in':{}|in.tags: absent",
        "'in':{'tags':[],'more':1}|in.more: not published",
        "'in':{'tags':['x']}|in.tags[]: x is not written as ws_1"
      })
  void another_kind_or_way_of_writing_is(String value, String difference) {
    assertThat(SHAPE.differences(json(PUBLISHED), with(value))).containsExactly(difference);
  }

  @Test
  void another_order_is() {
    assertThat(SHAPE.differences(json("{'a':1,'b':2}"), json("{'b':2,'a':1}")))
        .containsExactly(": the keys are in another order");
  }

  /** The published object with another value behind one key. */
  private static JsonObject with(String value) {
    var one = json("{" + value + "}");
    var told = Json.createObjectBuilder();
    json(PUBLISHED).forEach((name, old) -> told.add(name, one.getOrDefault(name, old)));
    return told.build();
  }
}
