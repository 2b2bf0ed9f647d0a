package cadenza.rest.openapi;

import jakarta.annotation.security.RolesAllowed;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;

/**
 * Adds to each operation the scopes of its method and the refusals that it need not name itself,
 * and gives every refusal the one form that all have. The server calls it once, when it writes the
 * document.
 */
public class EveryOperation implements OASFilter {
  /** For programs; a scheme of kind bearer may not list scopes of its own. */
  private static final String SCOPES = "x-required-scopes";

  private static final Pattern SCOPE = Pattern.compile("[a-z_]+:[a-z]+");

  private final Examples examples = Examples.read();

  /** Interfaces of others, described at the addresses that their callers know. */
  @Override
  public void filterOpenAPI(OpenAPI document) {
    var moved = OASFactory.createPaths();
    document
        .getPaths()
        .getPathItems()
        .forEach((path, item) -> moved.addPathItem(Borrowed.address(path), item));
    document.paths(moved);
  }

  @Override
  public Operation filterOperation(Operation operation) {
    var borrowed = Borrowed.of(operation);
    nameItsScopes(operation, borrowed.security());
    var responses = operation.getResponses();
    refusals(operation)
        .forEach(
            (status, why) -> {
              if (!responses.hasAPIResponse(status)) {
                responses.addAPIResponse(
                    status,
                    OASFactory.createAPIResponse().description(why).content(borrowed.refusal()));
              }
            });
    responses
        .getAPIResponses()
        .forEach(
            (status, response) -> {
              if (isRefusal(status) && response.getContent() == null) {
                response.setContent(borrowed.refusal());
              }
            });
    examples.showIn(operation);
    return operation.responses(inOrder(responses));
  }

  /** The id comes as package, class and method, so that the method can be asked for its scopes. */
  private static void nameItsScopes(Operation operation, List<SecurityRequirement> security) {
    var id = operation.getOperationId();
    int end = id.lastIndexOf('_');
    var type = id.substring(0, end);
    var method = id.substring(end + 1);
    operation.operationId(
        type.substring(type.lastIndexOf('.') + 1).replace("Resource", "") + "_" + method);
    var said = operation.getDescription() == null ? "" : operation.getDescription();
    var needed = scopes(type, method);
    if (!said.contains("Needs the scope")) {
      said =
          said
              + (needed.isEmpty()
                  ? " Any caller may."
                  : " Needs the scope " + String.join(" or ", needed) + ".");
    }
    operation
        .description(said.strip())
        .addExtension(
            SCOPES, SCOPE.matcher(said).results().map(MatchResult::group).distinct().toList());
    operation.security(security);
  }

  private static List<String> scopes(String type, String method) {
    try {
      return Arrays.stream(Class.forName(type).getMethods())
          .filter(found -> found.getName().equals(method))
          .map(found -> found.getAnnotation(RolesAllowed.class))
          .filter(Objects::nonNull)
          .flatMap(allowed -> Arrays.stream(allowed.value()))
          .distinct()
          .toList();
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> refusals(Operation operation) {
    var refusals = new LinkedHashMap<String, String>();
    if (Borrowed.of(operation) == Borrowed.OURS) {
      refusals.put("400", "It takes no parameters");
    }
    refusals.put("401", "There is no valid token");
    refusals.put("403", "The token lacks the scope");
    refusals.put("406", "The answer is JSON, which the request does not accept");
    refusals.put("429", "Too many requests; Retry-After says when to come again");
    refusals.put("503", "The server cannot answer now; try again soon");
    if (has(operation, Parameter.In.PATH)) {
      refusals.put("400", "The address cannot be read");
      refusals.put("404", "Nothing has this id");
    }
    if (has(operation, Parameter.In.QUERY)) {
      refusals.put("400", "A parameter does not fit");
      refusals.put("422", "A parameter holds what no text may hold");
    }
    if (takesKey(operation)) {
      refusals.put("400", "The key does not fit");
      refusals.put("409", "A request with this key is still being done");
      refusals.put("422", "The key was used for another request");
    }
    if (operation.getRequestBody() != null) {
      refusals.put("400", "The body cannot be read");
      refusals.put("413", "The body has more than 1 MB");
      refusals.put("415", "The body is not JSON");
      refusals.put("422", "The content does not fit");
    }
    return refusals;
  }

  private static boolean takesKey(Operation operation) {
    var parameters = operation.getParameters();
    return parameters != null
        && parameters.stream()
            .anyMatch(
                found -> found.getRef() != null && found.getRef().endsWith("/Idempotency-Key"));
  }

  private static boolean has(Operation operation, Parameter.In place) {
    var parameters = operation.getParameters();
    return parameters != null && parameters.stream().anyMatch(found -> found.getIn() == place);
  }

  private static boolean isRefusal(String status) {
    return status.startsWith("4") || status.startsWith("5");
  }

  private static APIResponses inOrder(APIResponses responses) {
    Map<String, APIResponse> sorted = new TreeMap<>(responses.getAPIResponses());
    var ordered = OASFactory.createAPIResponses();
    sorted.forEach(ordered::addAPIResponse);
    return ordered;
  }
}
