package cadenza.kernel.adapter;

import cadenza.kernel.api.AddressRanges;
import cadenza.kernel.api.OutsideHosts;
import cadenza.kernel.api.OutsideHttp;
import cadenza.kernel.api.OutsideTls;
import cadenza.kernel.api.SecretBox;
import cadenza.kernel.api.Signatures;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** The kernel's real parts without a container, for the tests of other modules. */
public final class KernelParts {
  private KernelParts() {}

  /** The address policy, where every name resolves to this machine and may be connected to. */
  public static OutsideHosts hostsHere() {
    return hosts("127.0.0.0/8, ::1/128");
  }

  /** The address policy as it is shipped: no inside address, and no plain text. */
  public static OutsideHosts hostsOutsideOnly() {
    return hosts("");
  }

  private static OutsideHosts hosts(String allowed) {
    return hosts(allowed, name -> new InetAddress[] {InetAddress.getLoopbackAddress()});
  }

  /**
   * The address policy with a name service of one's own.
   *
   * @param allowed ranges that are opened, with commas between
   * @param answers every address of a name
   */
  public static OutsideHosts hosts(String allowed, Function<String, InetAddress[]> answers) {
    var hosts = new VettedHosts();
    hosts.resolver = answers::apply;
    hosts.allowedCidrs = Optional.of(allowed);
    hosts.readAllowedRanges();
    return hosts;
  }

  public static AddressRanges ranges() {
    return new CidrRanges();
  }

  /** Questions to the servers that these let through. */
  public static OutsideHttp http(OutsideHosts hosts, OutsideTls tls) {
    var http = new VettedHttp();
    http.hosts = hosts;
    http.tls = tls;
    return http;
  }

  /** As under some master key. */
  public static Signatures signatures() {
    var signatures = new MasterKeySignatures();
    signatures.keys = keys();
    return signatures;
  }

  /** Under the same. */
  public static SecretBox secrets() {
    var box = new GcmSecretBox();
    box.keys = keys();
    return box;
  }

  private static MasterKeys keys() {
    var keys = new MasterKeys();
    keys.current = Optional.of("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
    keys.previous = Optional.empty();
    return keys;
  }

  /** The Java runtime's authorities only. */
  public static OutsideTls tls() {
    return tls(Optional.empty());
  }

  /** And those of a trust file. */
  public static OutsideTls tls(Path trustFile) {
    return tls(Optional.of(trustFile.toString()));
  }

  private static OutsideTls tls(Optional<String> trustFile) {
    var authorities = new TrustedAuthorities();
    authorities.trustFile = trustFile;
    return authorities;
  }
}
