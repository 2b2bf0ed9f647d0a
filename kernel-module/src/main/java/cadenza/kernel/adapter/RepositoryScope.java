package cadenza.kernel.adapter;

import jakarta.data.repository.Repository;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.WithAnnotations;
import java.util.Arrays;

/**
 * Makes the generated repositories request scoped. As they are generated each belongs to the bean
 * that asked for it, which then can be made for one request only; now that holds a proxy, and a
 * session is opened where one is used.
 */
public class RepositoryScope implements Extension {
  void narrow(@Observes @WithAnnotations(Dependent.class) ProcessAnnotatedType<?> found) {
    if (isRepository(found.getAnnotatedType().getJavaClass())) {
      found
          .configureAnnotatedType()
          .remove(annotation -> annotation instanceof Dependent)
          .add(RequestScoped.Literal.INSTANCE);
    }
  }

  private static boolean isRepository(Class<?> type) {
    return Arrays.stream(type.getInterfaces())
        .anyMatch(each -> each.isAnnotationPresent(Repository.class));
  }
}
