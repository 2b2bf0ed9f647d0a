package cadenza.architecture;

import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.LocationProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What ships: the classes of every module, generated ones too; the launcher does not ship. */
class ProductClasses implements LocationProvider {
  private static final List<String> MODULES =
      List.of("kernel", "access", "contacts", "messaging", "sequences", "webhooks", "rest");

  @Override
  public Set<Location> get(Class<?> testClass) {
    var locations = new LinkedHashSet<Location>();
    for (var module : MODULES) {
      var classes = Path.of("..", module + "-module", "target", "classes");
      if (!Files.isDirectory(classes)) {
        throw new IllegalStateException(classes.toAbsolutePath() + " is missing");
      }
      locations.add(Location.of(classes));
    }
    return locations;
  }
}
