package cadenza.faults;

import cadenza.launcher.PostgresServer;
import cadenza.product.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Runs {@code docs/invariants.sql} with the mail server's own log as the witness. */
final class Invariants {
  private Invariants() {}

  /** The first line of each invariant that does not hold. */
  static List<String> broken(PostgresServer database, List<SmtpSink.Taken> wire)
      throws IOException, SQLException {
    var broken = new ArrayList<String>();
    try (var connection = database.superuserConnection();
        var statement = connection.createStatement()) {
      statement.execute("create temp table sink(message_id text, rcpt text, at timestamptz)");
      try (var insert = connection.prepareStatement("insert into sink values (?, ?, now())")) {
        for (var mail : wire) {
          insert.setString(1, mail.messageId());
          insert.setString(2, mail.recipient());
          insert.addBatch();
        }
        insert.executeBatch();
      }
      for (var invariant : all()) {
        try (var row = statement.executeQuery(withoutComments(invariant))) {
          if (row.next()) {
            broken.add(title(invariant));
          }
        }
      }
    }
    return broken;
  }

  private static List<String> all() throws IOException {
    var script = Files.readString(Product.root().resolve("docs/invariants.sql"));
    return Arrays.stream(script.split(";\\s*(\\n|$)", -1))
        .filter(part -> !withoutComments(part).isBlank())
        .toList();
  }

  private static String title(String invariant) {
    return invariant
        .lines()
        .filter(line -> line.matches("-- I[0-9]+[a-z]?:.*"))
        .findFirst()
        .orElse(invariant);
  }

  private static String withoutComments(String sql) {
    return sql.lines()
        .filter(line -> !line.strip().startsWith("--"))
        .collect(Collectors.joining("\n"));
  }
}
