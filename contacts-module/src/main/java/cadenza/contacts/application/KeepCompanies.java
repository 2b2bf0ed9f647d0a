package cadenza.contacts.application;

import cadenza.contacts.api.CompanyCard;
import cadenza.contacts.domain.Companies;
import cadenza.contacts.domain.Company;
import cadenza.contacts.domain.ResourceChanged;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.NotFound;
import cadenza.kernel.api.Page;
import cadenza.kernel.api.UseCase;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells of the companies that contacts brought about, and corrects their names. */
@UseCase
public class KeepCompanies {
  @Inject Companies companies;
  @Inject Clocks clocks;

  public Optional<CompanyCard> find(UUID workspaceId, UUID companyId) {
    return companies.with(workspaceId, companyId).map(Company::card);
  }

  /** However the domain is written. */
  public Optional<CompanyCard> at(UUID workspaceId, String domain) {
    return companies.at(workspaceId, domain.strip().toLowerCase(Locale.ROOT)).map(Company::card);
  }

  public Page<CompanyCard> list(UUID workspaceId, @Nullable UUID after, int limit) {
    var rows = companies.page(workspaceId, after, limit + 1);
    return Page.of(rows, limit, row -> row.id().toString()).map(Company::card);
  }

  /**
   * @param expected the version that the caller read, or null to change whatever is there
   */
  public CompanyCard rename(
      UUID workspaceId, UUID companyId, String name, @Nullable Long expected) {
    var company =
        companies.locked(workspaceId, companyId).orElseThrow(() -> new NotFound("company"));
    if (expected != null && expected != company.version()) {
      throw new ResourceChanged("company");
    }
    company.rename(name, clocks.of(workspaceId));
    companies.update(company);
    return company.card();
  }
}
