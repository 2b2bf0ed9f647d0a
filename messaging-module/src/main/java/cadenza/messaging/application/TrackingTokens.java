package cadenza.messaging.application;

import cadenza.kernel.api.PublicAddress;
import cadenza.messaging.domain.LinkTarget;
import cadenza.messaging.domain.MailLinks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a tracked mail leads to instead: the signed id of the message, and for a link what tells its
 * target from the others. The target itself is in no link: it is found in the message, so that
 * nobody can be led to what was not in the mail. Under a workspace's own host the token says that
 * it was made for that one: there it is good whoever has the host later.
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

  /** Bytes that tell one host from another. */
  private static final int HOST_LENGTH = 8;

  /**
   * The picture of a message.
   *
   * @param madeFor tells the host that it stands under; empty for the installation's own
   */
  public record Open(UUID messageId, byte[] madeFor) {}

  /**
   * A link of a message.
   *
   * @param madeFor tells the host that it stands under; empty for the installation's own
   */
  public record Click(UUID messageId, byte[] digest, byte[] madeFor) {
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
    return linkOf(messageId, target.digest(), domain);
  }

  public String trapOf(UUID messageId, @Nullable String domain) {
    return linkOf(messageId, TRAP, domain);
  }

  private String linkOf(UUID messageId, byte[] digest, @Nullable String domain) {
    var host = madeFor(domain);
    var named = Arrays.copyOf(digest, digest.length + host.length);
    System.arraycopy(host, 0, named, digest.length, host.length);
    return address(domain, LINK_PATH + signedIds.tokenOf(CLICK, messageId, named));
  }

  public String pixelOf(UUID messageId, @Nullable String domain) {
    return address(domain, PIXEL_PATH + signedIds.tokenOf(OPEN, messageId, madeFor(domain)));
  }

  private String address(@Nullable String domain, String path) {
    return publicAddress.of(domain, path).orElseThrow();
  }

  private static byte[] madeFor(@Nullable String domain) {
    return domain == null ? SignedIds.NOTHING : digest(domain.toLowerCase(Locale.ROOT));
  }

  private static byte[] digest(String host) {
    try {
      var whole =
          MessageDigest.getInstance("SHA-256").digest(host.getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(whole, HOST_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Empty for what was not made here. */
  public Optional<Click> clickOf(String token) {
    return read(CLICK, token, LinkTarget.DIGEST_LENGTH)
        .map(
            named ->
                new Click(
                    named.id(),
                    Arrays.copyOf(named.more(), LinkTarget.DIGEST_LENGTH),
                    behind(named, LinkTarget.DIGEST_LENGTH)));
  }

  /** The message whose picture a token names; empty for what was not made here. */
  public Optional<Open> openOf(String token) {
    return read(OPEN, token, 0).map(named -> new Open(named.id(), behind(named, 0)));
  }

  /** With a host, or without. */
  private Optional<SignedIds.Named> read(String purpose, String token, int length) {
    return signedIds
        .read(purpose, token, length)
        .or(() -> signedIds.read(purpose, token, length + HOST_LENGTH));
  }

  private static byte[] behind(SignedIds.Named named, int length) {
    return Arrays.copyOfRange(named.more(), length, named.more().length);
  }

  /**
   * The host that was asked, where it must be looked up whose it is: neither the installation's own
   * nor the one that the token was made for.
   *
   * @return in lower case; null where nothing is to be looked up
   */
  @Nullable String unproven(String host, byte[] madeFor) {
    var asked = host.toLowerCase(Locale.ROOT);
    return publicAddress.isAt(asked) || Arrays.equals(madeFor, digest(asked)) ? null : asked;
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
