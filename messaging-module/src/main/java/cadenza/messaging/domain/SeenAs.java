package cadenza.messaging.domain;

/** Who asked, as far as that can be told; all but the first count as machines. */
public enum SeenAs {
  /** Nothing speaks against it. */
  PERSON,
  /** Asked by HEAD, which shows nothing to anybody. */
  HEAD,
  /** Says itself that it is a program that looks for what is bad, or makes previews. */
  SCANNER,
  /** Fetches pictures before anybody reads, as Apple's Mail Privacy Protection. */
  PREFETCH,
  /** Before anybody could have read it: within seconds of its being accepted. */
  TOO_SOON,
  /** With all links of its mail at once. */
  ALL_LINKS,
  /** Around the time when the link was followed that no person sees. */
  TRAPPED
}
