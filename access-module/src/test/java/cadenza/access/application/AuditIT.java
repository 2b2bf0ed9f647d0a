package cadenza.access.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cadenza.access.api.Act;
import cadenza.access.api.AuditEntry;
import cadenza.access.api.Caller;
import cadenza.access.domain.AuditEntries_;
import cadenza.kernel.api.Ids;
import cadenza.testing.HandSetClocks;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The log of who did what: complete, and no way to fill the disk. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class AuditIT {
  @RegisterExtension static final AccessDatabase database = new AccessDatabase();

  final HandSetClocks clocks = new HandSetClocks();
  final Caller caller = new Caller(Ids.next(), Ids.next(), Set.of(), null);

  @Test
  void an_entry_says_who_did_what_and_is_found_by_each_of_it() {
    done(caller, "Contacts_save", "ctc_1");
    done(caller, "Contacts_change", "ctc_1");
    done(new Caller(caller.workspaceId(), Ids.next(), Set.of(), null), "Contacts_save", "ctc_2");
    done(new Caller(Ids.next(), caller.tokenId(), Set.of(), null), "Contacts_save", "ctc_1");

    assertThat(read(null, null, null)).extracting(AuditEntry::object).hasSize(3);
    assertThat(read(caller.tokenId(), null, null))
        .extracting(AuditEntry::action)
        .containsExactly("Contacts_change", "Contacts_save");
    assertThat(read(null, "ctc_2", null)).hasSize(1);
    var entry = read(null, "ctc_1", "Contacts_save").get(0);
    assertThat(entry.kind()).isEqualTo(AuditEntry.Kind.CHANGE);
    assertThat(entry.actorKind()).isEqualTo(Caller.Kind.TOKEN);
    assertThat(entry.address()).isEqualTo("192.0.2.1");
    assertThat(entry.fields()).containsExactly("full_name", "notes");
    assertThat(entry.requestId()).isEqualTo("req_1");
  }

  @Test
  void a_storm_of_refusals_is_a_line_at_once_and_a_line_a_minute() {
    var refusals = refusals();
    for (int i = 0; i < 1_000; i++) {
      refusals.denied(caller, act("Tokens_issue", null));
    }
    assertThat(read(null, null, null)).extracting(AuditEntry::times).containsExactly(1);

    refusals.flush();

    assertThat(read(null, null, null)).extracting(AuditEntry::times).containsExactly(999, 1);
    assertThat(read(null, null, null))
        .extracting(AuditEntry::kind)
        .containsOnly(AuditEntry.Kind.DENIED);
  }

  @Test
  void addresses_without_number_do_not_make_lines_without_number() {
    var refusals = refusals();
    for (int i = 0; i < 3_000; i++) {
      refusals.failed("192.0.2." + i, "token", "req_1");
    }

    assertThat(database.values("select 1 from access.audit_entry")).hasSize(100);
    refusals.flush();
    assertThat(database.values("select times from access.audit_entry where times > 1"))
        .containsExactly("2900");
  }

  @Test
  void one_customer_s_network_is_one_line_whatever_addresses_it_has() {
    var refusals = refusals();
    for (int i = 1; i < 50; i++) {
      refusals.failed("2001:db8::" + i, "token", "req_1");
    }

    assertThat(database.values("select address from access.audit_entry"))
        .containsExactly("2001:db8::1");
  }

  @Test
  void strangers_hide_nothing_that_happens_in_a_workspace() {
    var refusals = refusals();
    for (int i = 0; i < 3_000; i++) {
      refusals.failed("192.0.2." + i, "token", "req_1");
    }
    var account = Ids.next();
    refusals.failed(caller.workspaceId(), account, "192.0.2.1", "req_2");
    refusals.denied(caller, act("Users_add", null));

    assertThat(
            database.values(
                "select action from access.audit_entry where workspace_id = '"
                    + caller.workspaceId()
                    + "'"))
        .containsExactlyInAnyOrder("Sessions_open", "Users_add");
  }

  @Test
  void what_could_not_be_written_is_written_later() {
    var refusals = refusals();
    refusals.failed("192.0.2.1", "token", "req_1");
    refusals.failed("192.0.2.1", "token", "req_1");
    away = true;
    assertThatThrownBy(refusals::flush).isInstanceOf(IllegalStateException.class);
    refusals.failed("192.0.2.1", "token", "req_1");

    away = false;
    refusals.flush();

    assertThat(database.values("select times from access.audit_entry where times > 1"))
        .containsExactly("2");
  }

  private boolean away;

  private void done(Caller who, String action, String object) {
    database.inTransaction(
        session -> {
          keep(new AuditEntries_(session)).done(who, act(action, object));
          return true;
        });
  }

  private KeepAudit keep(AuditEntries_ entries) {
    var keep = new KeepAudit();
    keep.entries = entries;
    keep.clocks = clocks;
    return keep;
  }

  private CountRefusals refusals() {
    var refusals = new CountRefusals();
    refusals.clocks = clocks;
    refusals.keepAudit =
        new KeepAudit() {
          @Override
          public void refused(List<AuditEntry> lines) {
            if (away) {
              throw new IllegalStateException("The database is away");
            }
            database.inTransaction(
                session -> {
                  new AuditEntries_(session).add(lines);
                  return true;
                });
          }
        };
    return refusals;
  }

  private static Act act(String action, @Nullable String object) {
    return new Act(action, 201, "192.0.2.1", object, Set.of("notes", "full_name"), "req_1");
  }

  private List<AuditEntry> read(
      @Nullable UUID actor, @Nullable String object, @Nullable String action) {
    return database.inTransaction(
        session -> {
          var read = new ReadAudit();
          read.entries = new AuditEntries_(session);
          return read.list(caller.workspaceId(), actor, object, action, null, null, 50).results();
        });
  }
}
