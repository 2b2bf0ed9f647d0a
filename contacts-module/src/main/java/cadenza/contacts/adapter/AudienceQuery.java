package cadenza.contacts.adapter;

import cadenza.contacts.api.Audience;
import cadenza.contacts.application.ReadAudience;
import cadenza.contacts.domain.EmailAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@ApplicationScoped
class AudienceQuery implements Audience {
  @Inject ReadAudience audience;

  @Override
  public void letNobodyGo(UUID workspaceId) {
    audience.letNobodyGo(workspaceId);
  }

  @Override
  public List<Member> members(UUID workspaceId, Collection<UUID> contactIds) {
    return audience.members(workspaceId, contactIds);
  }

  @Override
  public Map<String, UUID> holders(UUID workspaceId, Collection<String> addresses) {
    return audience.holders(workspaceId, addresses.stream().map(EmailAddress::keyOf).toList());
  }

  @Override
  public Optional<String> keyOf(String address) {
    return EmailAddress.read(address).map(EmailAddress::key);
  }

  @Override
  public Selection selection(UUID workspaceId, @Nullable UUID labelId, @Nullable String domain) {
    return audience.selection(workspaceId, labelId, domain);
  }

  @Override
  public List<Member> select(
      UUID workspaceId, Selection selection, @Nullable UUID after, int atMost) {
    return audience.select(workspaceId, selection, after, atMost);
  }

  @Override
  public long count(UUID workspaceId, Selection selection) {
    return audience.count(workspaceId, selection);
  }
}
