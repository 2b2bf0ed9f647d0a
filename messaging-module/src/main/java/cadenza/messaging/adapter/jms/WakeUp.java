package cadenza.messaging.adapter.jms;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What travels on a queue: which messages of which sender account may begin. */
record WakeUp(UUID senderAccount, List<UUID> messageIds) {
  private static final int ID = 16;

  byte[] bytes() {
    var buffer = ByteBuffer.allocate(ID * (messageIds.size() + 1));
    put(buffer, senderAccount);
    messageIds.forEach(id -> put(buffer, id));
    return buffer.array();
  }

  private static void put(ByteBuffer buffer, UUID id) {
    buffer.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
  }

  /** Empty for anything that is no wake-up. */
  static Optional<WakeUp> from(byte[] bytes) {
    if (bytes.length < 2 * ID || bytes.length % ID != 0) {
      return Optional.empty();
    }
    var buffer = ByteBuffer.wrap(bytes);
    var account = new UUID(buffer.getLong(), buffer.getLong());
    var ids = new ArrayList<UUID>();
    while (buffer.hasRemaining()) {
      ids.add(new UUID(buffer.getLong(), buffer.getLong()));
    }
    return Optional.of(new WakeUp(account, ids));
  }
}
