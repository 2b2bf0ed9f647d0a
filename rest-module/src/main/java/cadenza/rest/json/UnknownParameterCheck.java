package cadenza.rest.json;

import jakarta.annotation.Priority;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Refuses a query that names what the operation does not take: a filter that is misspelt would show
 * everything. The interfaces of others pass over such names, as they do at home.
 */
@Provider
@Priority(Priorities.USER + 20)
public class UnknownParameterCheck implements ContainerRequestFilter {
  /** A list that never has more than a page takes no limit, and need not say so. */
  private static final String LIMIT = "limit";

  /** Of each method that was asked with a query. */
  private static final Map<Method, Set<String>> TAKEN = new ConcurrentHashMap<>();

  @Context ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request) {
    var given = request.getUriInfo().getQueryParameters().keySet();
    var method = resource.getResourceMethod();
    if (given.isEmpty()
        || method == null
        || resource.getResourceClass().isAnnotationPresent(BorrowedInterface.class)) {
      return;
    }
    var taken = TAKEN.computeIfAbsent(method, UnknownParameterCheck::taken);
    boolean reading = request.getMethod().equals(HttpMethod.GET);
    given.stream()
        .filter(name -> !name.isEmpty() && !taken.contains(name))
        .filter(name -> !reading || !name.equals(LIMIT))
        .findFirst()
        .ifPresent(
            name -> {
              throw InvalidParameter.of(name, "unknown_parameter", detail(taken));
            });
  }

  private static String detail(Set<String> taken) {
    return taken.isEmpty()
        ? "This operation takes no parameters."
        : "This operation takes " + String.join(", ", taken) + ".";
  }

  /** By name, in the order of the alphabet. */
  private static Set<String> taken(Method method) {
    return Stream.of(method.getParameters())
        .flatMap(
            parameter ->
                parameter.isAnnotationPresent(BeanParam.class)
                    ? Stream.of(parameter.getType().getDeclaredFields())
                    : Stream.of(parameter))
        .map((AnnotatedElement place) -> place.getAnnotation(QueryParam.class))
        .filter(named -> named != null)
        .map(QueryParam::value)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
