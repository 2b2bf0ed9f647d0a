package cadenza.access.domain;

import cadenza.access.api.ApprovalCard;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** One of many, without what was asked for and what came of it: those are as long as a request. */
@Entity
@Immutable
@Table(name = "approval")
public class ListedApproval extends ApprovalFacts {
  protected ListedApproval() {}

  public ApprovalCard card(Instant now) {
    return card(now, null, null, null);
  }
}
