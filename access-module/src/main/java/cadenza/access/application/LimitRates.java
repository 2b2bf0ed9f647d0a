package cadenza.access.application;

import cadenza.access.api.Allowance;
import cadenza.access.api.Caller;
import cadenza.access.domain.Buckets;
import cadenza.access.domain.User;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * How many requests a second there may be: of an address before anything is asked of the database,
 * of a token and of its workspace. Each node counts what comes to it; 0 is no limit.
 */
@ApplicationScoped
public class LimitRates {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Inject
  @ConfigProperty(name = "cadenza.limits.token", defaultValue = "5000")
  int perToken;

  @Inject
  @ConfigProperty(name = "cadenza.limits.workspace", defaultValue = "10000")
  int perWorkspace;

  @Inject
  @ConfigProperty(name = "cadenza.limits.address", defaultValue = "10000")
  int perAddress;

  @Inject
  @ConfigProperty(name = "cadenza.limits.failures", defaultValue = "100")
  int failuresPerAddress;

  @Inject
  @ConfigProperty(name = "cadenza.limits.logins", defaultValue = "10")
  int loginsPerAccount;

  LongSupplier nanos = System::nanoTime;

  private final Buckets logins = new Buckets("login", MINUTE);
  private final Buckets tokens = new Buckets("token", SECOND);
  private final Buckets workspaces = new Buckets("workspace", SECOND);
  private final Buckets addresses = new Buckets("address", SECOND);
  private final Buckets failures = new Buckets("failures", SECOND);

  /** Counts a request of whoever it may be; empty where there is no limit. */
  public Optional<Allowance> ofAddress(String address) {
    return take(addresses, network(address), perAddress);
  }

  /** Counts a token or a password that proved nothing. */
  public Optional<Allowance> ofFailure(String address) {
    return take(failures, network(address), failuresPerAddress);
  }

  /**
   * Counts a try to log in: so many a minute from one address to one account, twice as many from
   * one address to any, five times as many to one account from anywhere and twenty times as many in
   * all. So nobody shuts out by himself whose address he knows. The refusal, if it is one.
   *
   * @param email in whatever spelling
   */
  public Optional<Allowance> ofLogin(String address, String email) {
    var origin = "address " + network(address);
    var account = "account " + User.normal(email);
    return Stream.of(
            Map.entry(origin, 2),
            Map.entry(origin + " " + account, 1),
            Map.entry(account, 5),
            Map.entry("all", 20))
        .map(limit -> take(logins, limit.getKey(), limit.getValue() * loginsPerAccount))
        .flatMap(Optional::stream)
        .filter(said -> !said.passes())
        .findFirst();
  }

  /** Counts a request of a caller; the tighter of his two limits, empty where there is none. */
  public Optional<Allowance> ofCaller(Caller caller) {
    var own = take(tokens, caller.tokenId().toString(), rateOf(caller));
    if (own.filter(said -> !said.passes()).isPresent()) {
      return own;
    }
    var all = take(workspaces, caller.workspaceId().toString(), perWorkspace);
    return Stream.of(own, all)
        .flatMap(Optional::stream)
        .min(Comparator.comparing(Allowance::passes).thenComparing(Allowance::remaining));
  }

  /** A token's own limit is below that of the configuration, never above. */
  private int rateOf(Caller caller) {
    return caller
        .requestsPerSecond()
        .map(own -> perToken <= 0 ? own : Math.min(own, perToken))
        .orElse(perToken);
  }

  private Optional<Allowance> take(Buckets buckets, String key, int perSecond) {
    return perSecond <= 0
        ? Optional.empty()
        : Optional.of(buckets.take(key, perSecond, nanos.getAsLong()));
  }

  /** Of IPv6 the network: one customer has 2^64 addresses in it. */
  static String network(String address) {
    if (!address.contains(":")) {
      return address;
    }
    try {
      var bytes = InetAddress.getByName(address.replaceAll("[\\[\\]]|%.*", "")).getAddress();
      var network = new StringBuilder();
      for (int i = 0; i < Math.min(8, bytes.length); i++) {
        network.append(Integer.toHexString(bytes[i] & 0xFF)).append('.');
      }
      return network.toString();
    } catch (UnknownHostException notALiteral) {
      return address;
    }
  }
}
