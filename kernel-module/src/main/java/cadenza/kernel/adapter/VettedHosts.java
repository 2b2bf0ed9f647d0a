package cadenza.kernel.adapter;

import cadenza.kernel.api.OutsideHosts;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Resolves by the name service of this machine and refuses a mixed answer as a whole. */
@ApplicationScoped
class VettedHosts implements OutsideHosts {
  /** Asks for every address of a name. */
  @FunctionalInterface
  interface Resolver {
    InetAddress[] resolve(String name) throws UnknownHostException;
  }

  @Inject
  @ConfigProperty(name = "cadenza.net.allowed-cidrs")
  Optional<String> allowedCidrs;

  @Inject
  @ConfigProperty(name = "cadenza.net.lookup-timeout", defaultValue = "PT5S")
  Duration lookupTimeout;

  @Resource(lookup = "concurrent/lookups")
  ManagedExecutorService lookups;

  Resolver resolver = InetAddress::getAllByName;
  private AddressRules rules = new AddressRules(List.of());
  private boolean opened;

  @PostConstruct
  void open() {
    readAllowedRanges();
    resolver = new BoundedLookups(lookups, InetAddress::getAllByName, lookupTimeout);
  }

  void readAllowedRanges() {
    var allowed =
        allowedCidrs.stream()
            .flatMap(list -> Stream.of(list.split(",")))
            .map(String::strip)
            .filter(range -> !range.isEmpty())
            .map(Cidr::of)
            .toList();
    rules = new AddressRules(allowed);
    opened = !allowed.isEmpty();
  }

  @Override
  public List<InetAddress> vet(String host) {
    var addresses = addressesOf(host);
    if (addresses.isEmpty() || !addresses.stream().allMatch(rules::permit)) {
      throw new AddressRefused("/host");
    }
    return addresses;
  }

  @Override
  public boolean plainAllowed() {
    return opened;
  }

  private List<InetAddress> addressesOf(String host) {
    var literal = HostLiteral.address(host);
    if (literal.isPresent()) {
      return List.of(literal.get());
    }
    if (!HostLiteral.isName(host)) {
      return List.of();
    }
    try {
      return List.of(resolver.resolve(host));
    } catch (UnknownHostException noSuchName) {
      return List.of();
    }
  }
}
