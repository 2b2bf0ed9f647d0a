package cadenza.contacts.application;

import cadenza.contacts.api.ContactCreated;
import cadenza.contacts.api.ContactsCreated;
import cadenza.contacts.api.EnsureContact;
import cadenza.contacts.domain.ContactBatches;
import cadenza.contacts.domain.ContactBatches.Newcomer;
import cadenza.contacts.domain.EmailAddress;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.UseCase;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Contacts for addresses that nobody holds yet; what is no address is passed over. */
@UseCase
public class EnsureMany {
  @Inject ContactBatches batches;
  @Inject Event<ContactsCreated> contactsCreated;
  @Inject Clocks clocks;

  public void ensure(List<EnsureContact> orders) {
    var byWorkspace = new LinkedHashMap<UUID, Map<String, Newcomer>>();
    for (var order : orders) {
      EmailAddress.read(order.address())
          .ifPresent(
              address ->
                  byWorkspace
                      .computeIfAbsent(order.workspaceId(), any -> new LinkedHashMap<>())
                      .putIfAbsent(
                          address.key(), new Newcomer(Ids.next(), nameOf(order), address)));
    }
    byWorkspace.forEach((workspace, wanted) -> ensure(workspace, List.copyOf(wanted.values())));
  }

  private static String nameOf(EnsureContact order) {
    return order.fullName().isBlank() ? order.address().strip() : order.fullName().strip();
  }

  private void ensure(UUID workspaceId, List<Newcomer> wanted) {
    var now = clocks.of(workspaceId);
    var added = batches.addMissing(workspaceId, wanted, now);
    if (added.isEmpty()) {
      return;
    }
    batches.ensureCompanies(workspaceId, domainsOf(wanted), now);
    contactsCreated.fire(
        new ContactsCreated(
            wanted.stream()
                .filter(one -> added.contains(one.id()))
                .map(
                    one ->
                        new ContactCreated(
                            Ids.next(),
                            workspaceId,
                            now,
                            one.id(),
                            one.fullName(),
                            one.address().text()))
                .toList()));
  }

  private static Set<String> domainsOf(List<Newcomer> wanted) {
    var domains = new TreeSet<String>();
    for (var one : wanted) {
      var domain = one.domain();
      if (domain != null) {
        domains.add(domain);
      }
    }
    return domains;
  }
}
