package cadenza.rest.openapi;

import cadenza.rest.CadenzaApi;
import cadenza.rest.problem.Problem;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;

/**
 * Whose interface an operation belongs to. Those of others lie inside ours and are called at
 * addresses of their own; what differs there is said here.
 */
enum Borrowed {
  OURS("cadenza.rest.", "/v1/", "/v1/"),
  REPLY_IO("cadenza.rest.reply.", "/v1/reply/", "/v3/") {
    @Override
    List<SecurityRequirement> security() {
      return requirements(CadenzaApi.TOKEN, CadenzaApi.API_KEY);
    }
  },
  INBOX("cadenza.rest.inbox.", "/v1/formats/inbox/", "/api/v1/") {
    @Override
    Content refusal() {
      return content("application/json", "InboxLogError");
    }
  };

  private final String types;
  private final String inside;
  private final String outside;

  Borrowed(String types, String inside, String outside) {
    this.types = types;
    this.inside = inside;
    this.outside = outside;
  }

  /** By its id, which still begins with its package. */
  static Borrowed of(Operation operation) {
    return Stream.of(REPLY_IO, INBOX)
        .filter(one -> operation.getOperationId().startsWith(one.types))
        .findFirst()
        .orElse(OURS);
  }

  /** Where it is called from outside. */
  static String address(String path) {
    return Stream.of(REPLY_IO, INBOX)
        .filter(one -> path.startsWith(one.inside))
        .findFirst()
        .map(one -> one.outside + path.substring(one.inside.length()))
        .orElse(path);
  }

  /** Each of them alone will do. */
  List<SecurityRequirement> security() {
    return requirements(CadenzaApi.TOKEN);
  }

  /** The one form that all refusals have. */
  Content refusal() {
    return content(Problem.MEDIA_TYPE, "Problem");
  }

  private static List<SecurityRequirement> requirements(String... schemes) {
    return Stream.of(schemes)
        .map(scheme -> OASFactory.createSecurityRequirement().addScheme(scheme))
        .toList();
  }

  private static Content content(String mediaType, String schema) {
    return OASFactory.createContent()
        .addMediaType(
            mediaType, OASFactory.createMediaType().schema(OASFactory.createSchema().ref(schema)));
  }
}
