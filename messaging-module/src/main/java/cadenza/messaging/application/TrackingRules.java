package cadenza.messaging.application;

import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.PublicAddress;
import cadenza.messaging.api.MailSettingsPlan;
import cadenza.messaging.domain.Countries;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a workspace may decide about opens and clicks. */
@Dependent
class TrackingRules {
  /** A host name of two labels or more (RFC 1123, 2.1), of letters, digits and hyphens. */
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");

  @Inject PublicAddress publicAddress;

  void check(MailSettingsPlan plan) {
    requireHost(plan.trackingDomain());
    for (int i = 0; i < plan.untrackedCountries().size(); i++) {
      if (!Countries.isCode(plan.untrackedCountries().get(i))) {
        throw new InvalidField(
            "/untracked_countries/" + i, "A country's code of two capital letters, as in DE.");
      }
    }
  }

  /** Nobody may have the installation's own: there the links of every workspace stand. */
  private void requireHost(@Nullable String domain) {
    if (domain == null) {
      return;
    }
    if (!DOMAIN.matcher(domain).matches()) {
      throw new InvalidField(
          "/tracking_domain", "A host name in lower case, as in links.example.com.");
    }
    if (publicAddress.isAt(domain)) {
      throw new InvalidField(
          "/tracking_domain", "The installation's own address needs not be named.");
    }
  }
}
