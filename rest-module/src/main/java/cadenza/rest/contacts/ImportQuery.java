package cadenza.rest.contacts;

import cadenza.contacts.api.ImportOptions;
import cadenza.rest.json.InvalidParameter;
import cadenza.rest.json.WireId;
import cadenza.rest.problem.Problem;
import cadenza.rest.problem.ProblemException;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonString;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** How a file is to be read, taken as {@code @BeanParam}. */
public class ImportQuery {
  private static final Map<String, Character> SEPARATORS =
      Map.of("comma", ',', "semicolon", ';', "tab", '\t');
  private static final Map<String, Charset> CHARSETS =
      Map.of(
          "utf-8", StandardCharsets.UTF_8,
          "us-ascii", StandardCharsets.UTF_8,
          "utf-16", StandardCharsets.UTF_16,
          "utf-16le", StandardCharsets.UTF_16LE,
          "utf-16be", StandardCharsets.UTF_16BE,
          "iso-8859-1", StandardCharsets.ISO_8859_1,
          "windows-1252", Charset.forName("windows-1252"));

  @QueryParam("mapping")
  @Parameter(
      description =
          "A JSON object that names the field of a column by its title, as in {\"Mail\":\"email\"};"
              + " an empty field passes the column over. Titles that are not named are recognised"
              + " by themselves. Fields: email, full_name, first_name, last_name, title, company,"
              + " domain, company_size, industry, city, state, country, zone, phone, linkedin_url,"
              + " notes, do_not_track.")
  @Nullable String mapping;

  @QueryParam("dry_run")
  @Parameter(description = "true: tells what would happen and changes no contact")
  @Nullable String dryRun;

  @QueryParam("label_id")
  @Parameter(description = "a label that every contact of the file carries afterwards")
  @Nullable String labelId;

  @QueryParam("separator")
  @Parameter(description = "comma, semicolon or tab; what the first line has most of, if absent")
  @Nullable String separator;

  ImportOptions options(@Nullable String contentType) {
    return new ImportOptions(
        isDryRun(),
        mapping == null || mapping.isEmpty() ? Map.of() : fields(mapping),
        labelId == null ? null : WireId.inQuery("lbl", "label_id", labelId),
        separator == null ? null : separator(separator),
        charset(contentType));
  }

  private boolean isDryRun() {
    if (dryRun == null || dryRun.equals("false")) {
      return false;
    }
    if (dryRun.equals("true")) {
      return true;
    }
    throw InvalidParameter.of("dry_run", "invalid_parameter", "This is true or false.");
  }

  private static char separator(String name) {
    var known = SEPARATORS.get(name);
    if (known == null) {
      throw InvalidParameter.of("separator", "invalid_parameter", "comma, semicolon or tab.");
    }
    return known;
  }

  private static Map<String, String> fields(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      var fields = new LinkedHashMap<String, String>();
      for (var entry : reader.readObject().entrySet()) {
        if (!(entry.getValue() instanceof JsonString field)) {
          throw notAMapping();
        }
        fields.put(entry.getKey().strip(), field.getString().strip());
      }
      return fields;
    } catch (JsonException notJson) {
      throw notAMapping();
    }
  }

  private static ProblemException notAMapping() {
    return InvalidParameter.of("mapping", "invalid_parameter", "This is a JSON object of texts.");
  }

  private static @Nullable Charset charset(@Nullable String contentType) {
    if (contentType == null) {
      return null;
    }
    var name = MediaType.valueOf(contentType).getParameters().get(MediaType.CHARSET_PARAMETER);
    if (name == null) {
      return null;
    }
    var known = CHARSETS.get(name.toLowerCase(Locale.ROOT));
    if (known == null) {
      throw new ProblemException(
          Problem.of(415, "unsupported_charset", "A file is UTF-8, UTF-16 or a Latin one."));
    }
    return known;
  }
}
