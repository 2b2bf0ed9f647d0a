package cadenza.benchmarks;

import java.util.Arrays;

/** Numbers in the order in which they were added. */
final class Samples {
  private long[] values = new long[1 << 14];
  private int size;

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  int size() {
    return size;
  }

  long[] all() {
    return Arrays.copyOf(values, size);
  }
}
