package cadenza.messaging.application;

import cadenza.kernel.api.PublicAddress;
import cadenza.messaging.domain.LinkTarget;
import cadenza.messaging.domain.MailLinks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a tracked mail leads to instead: the signed id of the message, and for a link what tells its
 * target from the others. The target itself is in no link: it is found in the message, so that
 * nobody can be led to what was not in the mail.
 */
@ApplicationScoped
public class TrackingTokens {
  /** In front of the token of a link, behind the installation's address. */
  public static final String LINK_PATH = "c/";

  /** In front of the token of the picture that tells of an open. */
  public static final String PIXEL_PATH = "o/";

  private static final String CLICK = "click";
  private static final String OPEN = "open";

  /** No target: the link that no person sees. */
  private static final byte[] TRAP = new byte[LinkTarget.DIGEST_LENGTH];

  @Inject SignedIds signedIds;
  @Inject OptOutTokens optOutTokens;
  @Inject PublicAddress publicAddress;

  /** A link of a message. */
  public record Click(UUID messageId, byte[] digest) {
    public boolean isTrap() {
      return Arrays.equals(digest, TRAP);
    }

    public boolean leadsTo(LinkTarget target) {
      return Arrays.equals(digest, target.digest());
    }
  }

  /** Whether the installation has an address that a mail can lead to. */
  public boolean canLead() {
    return publicAddress.of("").isPresent();
  }

  /**
   * @param domain the host that it stands under; null for the installation's own
   */
  public String linkOf(UUID messageId, LinkTarget target, @Nullable String domain) {
    return address(domain, LINK_PATH + signedIds.tokenOf(CLICK, messageId, target.digest()));
  }

  public String trapOf(UUID messageId, @Nullable String domain) {
    return address(domain, LINK_PATH + signedIds.tokenOf(CLICK, messageId, TRAP));
  }

  public String pixelOf(UUID messageId, @Nullable String domain) {
    return address(domain, PIXEL_PATH + signedIds.tokenOf(OPEN, messageId, SignedIds.NOTHING));
  }

  private String address(@Nullable String domain, String path) {
    return publicAddress.of(domain, path).orElseThrow();
  }

  /** Empty for what was not made here. */
  public Optional<Click> clickOf(String token) {
    return signedIds
        .read(CLICK, token, LinkTarget.DIGEST_LENGTH)
        .map(named -> new Click(named.id(), named.more()));
  }

  /** The message whose picture a token names; empty for what was not made here. */
  public Optional<UUID> openOf(String token) {
    return signedIds.read(OPEN, token, 0).map(SignedIds.Named::id);
  }

  /** The links of a mail that lead away from us; what we made ourselves stays as it is. */
  public List<MailLinks.Link> tracked(MailLinks links) {
    return links.all().stream().filter(link -> !isOurs(link.target().text())).toList();
  }

  private boolean isOurs(String address) {
    var token = address.substring(address.lastIndexOf('/') + 1);
    return optOutTokens.messageOf(token).isPresent()
        || clickOf(token).isPresent()
        || openOf(token).isPresent();
  }
}
