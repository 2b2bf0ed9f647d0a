package cadenza.messaging.domain;

import cadenza.kernel.api.InvalidField;
import cadenza.messaging.api.Channel;
import cadenza.messaging.api.MailServerSettings;
import cadenza.messaging.api.RampUp;
import cadenza.messaging.api.SenderAccountCard;
import cadenza.messaging.api.SenderAccountPlan;
import cadenza.messaging.api.SenderAccounts.MailServers;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** What we send from: one mailbox of a workspace, its limits, and whether it may send now. */
@Entity
public class SenderAccount {
  /** Whether it may send. */
  public enum Status {
    /** It sends. */
    ACTIVE,
    /** A person stopped it, and a person lets it go on. */
    PAUSED,
    /** The provider refuses us; new settings or a person let it go on. */
    TROUBLED
  }

  @Id private UUID id;
  private UUID workspaceId;

  @Enumerated(EnumType.STRING)
  private Channel channel;

  private String address;
  private String displayName;

  @Enumerated(EnumType.STRING)
  private Status status;

  private @Nullable String statusReason;
  private @Nullable Integer dailyLimit;
  private @Nullable Integer hourlyLimit;
  private long minimumGapMillis;
  private @Nullable Integer rampStart;
  private @Nullable Integer rampIncrease;
  private @Nullable Integer rampEveryDays;
  private @Nullable Instant rampSince;
  private Instant limitSince;
  private boolean verp;
  private boolean sandbox;
  private @Nullable Instant restsUntil;
  private @Nullable Instant restingSince;
  private @Nullable String restReason;
  private @Nullable Instant refusedSince;
  private @Nullable Instant putOffSince;

  @Column(insertable = false, updatable = false)
  private int policyRefusals;

  private @Nullable String smtpHost;
  private @Nullable Integer smtpPort;
  private @Nullable String smtpSecurity;
  private @Nullable String smtpUsername;
  private @Nullable String smtpPassword;
  private @Nullable String imapHost;
  private @Nullable Integer imapPort;
  private @Nullable String imapSecurity;
  private @Nullable String imapUsername;
  private @Nullable String imapPassword;
  private @Nullable String provider;
  private @Nullable Instant oauthSince;
  private Instant createdAt;
  private Instant updatedAt;
  @Version private long version;

  protected SenderAccount() {}

  /**
   * @param sealed turns a purpose and a password into what may be stored
   */
  public static SenderAccount connect(
      UUID id,
      UUID workspaceId,
      SenderAccountPlan plan,
      BinaryOperator<String> sealed,
      Instant at) {
    var account = new SenderAccount();
    account.id = id;
    account.workspaceId = workspaceId;
    account.channel = Channel.EMAIL;
    account.status = Status.ACTIVE;
    account.createdAt = at;
    account.limitSince = at;
    account.sandbox = false;
    account.follow(plan, sealed, at);
    return account;
  }

  /** Captured mail only: no server is named, none is ever asked. */
  public static SenderAccount sandbox(UUID id, UUID workspaceId, String address, Instant at) {
    var plan =
        new SenderAccountPlan(address, "", null, null, null, null, null, null, 0, null, false);
    var account = connect(id, workspaceId, plan, (purpose, password) -> password, at);
    account.sandbox = true;
    return account;
  }

  /** New settings give a troubled account another chance; a pause stays. */
  public void change(SenderAccountPlan plan, BinaryOperator<String> sealed, Instant at) {
    if (status == Status.TROUBLED) {
      status = Status.ACTIVE;
    }
    forgetTrouble();
    follow(plan, sealed, at);
  }

  private void follow(SenderAccountPlan plan, BinaryOperator<String> sealed, Instant at) {
    if (!Objects.equals(dailyLimit, plan.dailyLimit())) {
      limitSince = at;
    }
    address = plan.address();
    displayName = plan.displayName();
    provider = plan.provider();
    followOauth(plan, at);
    dailyLimit = plan.dailyLimit();
    hourlyLimit = plan.hourlyLimit();
    minimumGapMillis = plan.minimumGapMillis();
    rampUp(plan.rampUp(), at);
    verp = plan.verp();
    updatedAt = at;
    var smtp = plan.smtp();
    smtpPassword =
        oauthSince != null
            ? null
            : passwordOf(smtp, servers().smtp(), smtpPassword, "smtp", sealed);
    smtpHost = smtp == null ? null : smtp.host();
    smtpPort = smtp == null ? null : Integer.valueOf(smtp.port());
    smtpSecurity = smtp == null ? null : smtp.security();
    smtpUsername = smtp == null ? null : smtp.username();
    var imap = plan.imap();
    imapPassword =
        oauthSince != null
            ? null
            : passwordOf(imap, servers().imap(), imapPassword, "imap", sealed);
    imapHost = imap == null ? null : imap.host();
    imapPort = imap == null ? null : Integer.valueOf(imap.port());
    imapSecurity = imap == null ? null : imap.security();
    imapUsername = imap == null ? null : imap.username();
  }

  /** Begins again with other figures only. */
  private void rampUp(@Nullable RampUp plan, Instant at) {
    if (Objects.equals(plan, rampUp())) {
      return;
    }
    rampStart = plan == null ? null : Integer.valueOf(plan.start());
    rampIncrease = plan == null ? null : Integer.valueOf(plan.increase());
    rampEveryDays = plan == null ? null : Integer.valueOf(plan.everyDays());
    rampSince = plan == null ? null : at;
  }

  private @Nullable RampUp rampUp() {
    return rampStart == null || rampIncrease == null || rampEveryDays == null
        ? null
        : new RampUp(rampStart, rampIncrease, rampEveryDays);
  }

  /** Each new grant is told apart, so that connections that wait with the old one begin anew. */
  private void followOauth(SenderAccountPlan plan, Instant at) {
    var oauth = plan.oauth();
    if (oauth != null && oauth.refreshToken() == null && oauthSince != null) {
      requireSameServers(plan);
    }
    if (oauth == null) {
      oauthSince = null;
    } else if (oauthSince == null || oauth.refreshToken() != null) {
      oauthSince = at;
    }
  }

  /** As a password, a token is shown to the servers alone that it was given for. */
  private void requireSameServers(SenderAccountPlan plan) {
    var known = servers();
    boolean same =
        (plan.smtp() == null || plan.smtp().equals(known.smtp()))
            && (plan.imap() == null || plan.imap().equals(known.imap()));
    if (!same) {
      throw new InvalidField(
          "/oauth/refresh_token",
          "required",
          "The stored token was given for other servers; give it again.");
    }
  }

  /** A stored password was given for one server and one name; it goes to no other. */
  private static @Nullable String passwordOf(
      @Nullable MailServerSettings server,
      @Nullable MailServerSettings before,
      @Nullable String stored,
      String kind,
      BinaryOperator<String> sealed) {
    if (server == null || server.username() == null) {
      return null;
    }
    if (server.password() != null) {
      return sealed.apply(kind + "-password", server.password());
    }
    if (stored != null && !server.equals(before)) {
      throw new InvalidField(
          "/" + kind + "/password",
          "required",
          "The stored password was given for other settings; give it again.");
    }
    return stored;
  }

  /** A repeat changes nothing. */
  public void pause(Instant at) {
    status = Status.PAUSED;
    forgetTrouble();
    updatedAt = at;
  }

  /** Also ends trouble: a person says it is mended. */
  public void resume(Instant at) {
    status = Status.ACTIVE;
    forgetTrouble();
    updatedAt = at;
  }

  private void forgetTrouble() {
    statusReason = null;
    restsUntil = null;
    restingSince = null;
    restReason = null;
    refusedSince = null;
    putOffSince = null;
  }

  /** Whether its owner was told that it does not send. */
  public boolean isTroubled() {
    return status == Status.TROUBLED || isAway();
  }

  /** A login that goes well tells nothing of mails that were refused by policy. */
  public boolean isTroubledByConnection() {
    return isTroubled() && !(refusedSince != null && policyRefusals >= TroubleRows.IN_A_ROW);
  }

  /** Its server was away too often in a row; it is still tried. */
  private boolean isAway() {
    return status == Status.ACTIVE && restReason != null;
  }

  public TurnedAccount turned() {
    return new TurnedAccount(id, workspaceId, address);
  }

  /** Where mail is handed in, with the password in plain form; null when not connected by SMTP. */
  public @Nullable MailServer smtp(BinaryOperator<String> opened) {
    return server(
        smtpHost, smtpPort, smtpSecurity, smtpUsername, smtpPassword, "smtp-password", opened);
  }

  /** Where replies are read, with the password in plain form; null when they are not read. */
  public @Nullable MailServer imap(BinaryOperator<String> opened) {
    return server(
        imapHost, imapPort, imapSecurity, imapUsername, imapPassword, "imap-password", opened);
  }

  private @Nullable MailServer server(
      @Nullable String host,
      @Nullable Integer port,
      @Nullable String security,
      @Nullable String username,
      @Nullable String sealedPassword,
      String purpose,
      BinaryOperator<String> opened) {
    if (host == null || port == null || security == null) {
      return null;
    }
    return new MailServer(
        host,
        port,
        MailServer.Security.valueOf(security.toUpperCase(Locale.ROOT)),
        username,
        sealedPassword == null ? null : opened.apply(purpose, sealedPassword),
        oauthSince != null && username != null);
  }

  /** As {@link #servers(MailGrant, String)}, of the servers alone. */
  private MailServers servers() {
    return servers(null, null);
  }

  /**
   * @param grant what its tokens are got with, if it has any
   * @param readingTrouble why its mail cannot be read; null when it can
   */
  public MailServers servers(@Nullable MailGrant grant, @Nullable String readingTrouble) {
    return new MailServers(
        settings(smtpHost, smtpPort, smtpSecurity, smtpUsername),
        settings(imapHost, imapPort, imapSecurity, imapUsername),
        grant == null ? null : grant.settings(),
        grant == null ? null : grant.refusal(),
        imapHost == null ? null : readingTrouble);
  }

  private static @Nullable MailServerSettings settings(
      @Nullable String host,
      @Nullable Integer port,
      @Nullable String security,
      @Nullable String username) {
    return host == null || port == null || security == null
        ? null
        : new MailServerSettings(host, port, security, username, null);
  }

  public SenderAccountCard card() {
    return new SenderAccountCard(
        id,
        workspaceId,
        channel,
        address,
        displayName,
        provider,
        isAway() ? Status.TROUBLED.name() : status.name(),
        isAway() ? restReason : statusReason,
        dailyLimit,
        hourlyLimit,
        minimumGapMillis,
        rampUp(),
        rampSince,
        verp,
        sandbox,
        createdAt,
        version);
  }

  public UUID id() {
    return id;
  }

  public UUID workspaceId() {
    return workspaceId;
  }

  public String address() {
    return address;
  }

  public boolean isActive() {
    return status == Status.ACTIVE;
  }

  /** Whether the envelope's sender names the message. */
  public boolean isVerp() {
    return verp;
  }

  public boolean isSandbox() {
    return sandbox;
  }

  public long version() {
    return version;
  }
}
