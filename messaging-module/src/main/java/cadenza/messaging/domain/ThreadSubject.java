package cadenza.messaging.domain;

import java.util.regex.Pattern;

/** The subject a conversation is known by: the first one, without what answers put in front. */
public final class ThreadSubject {
  private static final Pattern REPLY = Pattern.compile("^(?:re:\\s*)+", Pattern.CASE_INSENSITIVE);

  private ThreadSubject() {}

  public static String of(String subject) {
    return REPLY.matcher(subject.strip()).replaceFirst("");
  }
}
