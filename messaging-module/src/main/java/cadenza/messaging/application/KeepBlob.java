package cadenza.messaging.application;

import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.InvalidField;
import cadenza.kernel.api.RuleViolation;
import cadenza.kernel.api.UseCase;
import cadenza.messaging.api.BlobCard;
import cadenza.messaging.domain.BlobShelf;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Keeps a file that somebody uploads until he attaches it, for a week at the longest. */
@UseCase
public class KeepBlob {
  /** Longer than a request waits for its approval. */
  private static final Duration KEPT = Duration.ofDays(7);

  private static final int NAME_AT_MOST = 200;

  /** RFC 6838, 4.2: a type and a subtype, without parameters. */
  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,63}/[a-z0-9][a-z0-9!#$&^_.+-]{0,63}");

  private static final Pattern NO_NAME =
      Pattern.compile(
          "[/\\\\\\p{Cntrl}\\p{Cs}\\u2028\\u2029\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff]");

  @Inject BlobShelf shelf;
  @Inject Clocks clocks;

  @Inject
  @ConfigProperty(name = "cadenza.messaging.blob-bytes", defaultValue = "104857600")
  long bytesOfWorkspace;

  /** What a workspace has uploaded and not yet lost again is as much as it may be. */
  public static class NoRoom extends RuleViolation {
    private static final long serialVersionUID = 1L;

    NoRoom() {
      super(Kind.CONFLICT, "blob.no_room", "Too much is uploaded; the oldest expires first.");
    }
  }

  /** Whether a file may be called that: 1 to 200 characters, all to be seen, and no path. */
  public static boolean isName(String name) {
    return !name.isBlank()
        && name.length() <= NAME_AT_MOST
        && !name.equals(".")
        && !name.equals("..")
        && !NO_NAME.matcher(name).find();
  }

  /** Whether it is a media type in lower case, without parameters. */
  public static boolean isMediaType(String type) {
    return MEDIA_TYPE.matcher(type).matches();
  }

  /**
   * @param name see {@link #isName}
   * @param contentType see {@link #isMediaType}
   */
  public BlobCard keep(UUID workspaceId, String name, String contentType, byte[] content) {
    if (!isName(name) || !isMediaType(contentType)) {
      throw new IllegalArgumentException("not the name or the type of a file");
    }
    if (content.length == 0) {
      throw new InvalidField("", "required", "The file is empty.");
    }
    var now = clocks.real();
    if (shelf.stored(workspaceId, now) + content.length > bytesOfWorkspace) {
      throw new NoRoom();
    }
    var card = new BlobCard(Ids.next(), name, contentType, content.length, now.plus(KEPT));
    shelf.store(workspaceId, card, content);
    return card;
  }
}
