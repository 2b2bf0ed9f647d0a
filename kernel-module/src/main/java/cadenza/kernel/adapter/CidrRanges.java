package cadenza.kernel.adapter;

import cadenza.kernel.api.AddressRanges;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.function.Predicate;

/** As CIDR writes them. */
@ApplicationScoped
class CidrRanges implements AddressRanges {
  @Override
  public Predicate<String> of(String ranges) {
    var all =
        Arrays.stream(ranges.split(","))
            .map(String::strip)
            .filter(one -> !one.isEmpty())
            .map(Cidr::of)
            .toList();
    return written ->
        HostLiteral.address(written)
            .filter(address -> all.stream().anyMatch(range -> range.holds(address)))
            .isPresent();
  }
}
