package cadenza.contacts.domain;

/**
 * Which addresses a file has had so far: 64 bits of each, so that a million take 16 MB. That two of
 * a million different ones look alike is as likely as one in thirty million.
 */
public final class SeenAddresses {
  private long[] slots = new long[1 << 12];
  private int size;

  /** Answers whether it is there for the first time. */
  public boolean add(String addressKey) {
    if (size * 2 > slots.length) {
      grow();
    }
    if (put(slots, hash(addressKey))) {
      size++;
      return true;
    }
    return false;
  }

  private void grow() {
    var larger = new long[slots.length * 2];
    for (long slot : slots) {
      if (slot != 0) {
        put(larger, slot);
      }
    }
    slots = larger;
  }

  private static boolean put(long[] slots, long hash) {
    int at = (int) (hash ^ (hash >>> 32)) & (slots.length - 1);
    while (slots[at] != 0) {
      if (slots[at] == hash) {
        return false;
      }
      at = (at + 1) & (slots.length - 1);
    }
    slots[at] = hash;
    return true;
  }

  /** FNV-1a with a last stir; never 0, which marks a free slot. */
  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash ^= hash >>> 33;
    return hash == 0 ? 1 : hash;
  }
}
