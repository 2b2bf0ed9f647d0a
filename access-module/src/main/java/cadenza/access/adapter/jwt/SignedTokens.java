package cadenza.access.adapter.jwt;

import cadenza.access.api.Caller;
import cadenza.access.api.Role;
import cadenza.access.api.Scopes;
import cadenza.access.application.IssuerAway;
import cadenza.access.application.IssuerTokens;
import cadenza.kernel.api.Clocks;
import cadenza.kernel.api.Ids;
import cadenza.kernel.api.OutsideHttp;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * JSON Web Tokens of the one issuer that the operator configured. Only signatures by public key
 * count, only keys from the configured address, and whatever else a token's header says about keys
 * is not looked at. The issuer's word gives the scopes that its claim names, of those that the
 * operator lets it give.
 */
@ApplicationScoped
class SignedTokens implements IssuerTokens {
  private static final System.Logger LOG = System.getLogger(SignedTokens.class.getName());
  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9_-]{10,4000}\\.[A-Za-z0-9_-]{2,8000}\\.[A-Za-z0-9_-]{0,2000}");
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);
  private static final Duration KEYS_KEPT = Duration.ofMinutes(5);
  private static final Duration KEPT_IN_AN_OUTAGE = Duration.ofHours(4);
  private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(30);

  /** What nobody needs to think of first: the daily work, without who else comes in. */
  private static final Set<String> HARMLESS =
      Role.MEMBER.scopes().stream()
          .filter(scope -> !scope.equals(Scopes.TEST_CLOCKS))
          .collect(Collectors.toUnmodifiableSet());

  @Inject
  @ConfigProperty(name = "cadenza.jwt.issuer")
  Optional<String> issuer;

  @Inject
  @ConfigProperty(name = "cadenza.jwt.keys")
  Optional<String> keys;

  @Inject
  @ConfigProperty(name = "cadenza.jwt.audience")
  Optional<String> audience;

  @Inject
  @ConfigProperty(name = "cadenza.jwt.workspace")
  Optional<String> workspace;

  @Inject
  @ConfigProperty(name = "cadenza.jwt.scope-claim", defaultValue = "scope")
  String scopeClaim;

  @Inject
  @ConfigProperty(name = "cadenza.jwt.scopes")
  Optional<String> grantable;

  @Inject OutsideHttp http;
  @Inject Clocks clocks;

  private @Nullable DefaultJWTProcessor<SecurityContext> processor;
  private @Nullable KeyDownload download;
  private UUID workspaceId = new UUID(0, 0);

  @PostConstruct
  void open() {
    if (issuer.isEmpty()) {
      return;
    }
    workspaceId =
        Ids.read("wsp", required(workspace, "workspace"))
            .orElseThrow(
                () -> new IllegalStateException("cadenza.jwt.workspace is not a workspace's id."));
    var opened = new DefaultJWTProcessor<SecurityContext>();
    opened.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    var keyDownload = new KeyDownload(http);
    download = keyDownload;
    opened.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            ALGORITHMS,
            JWKSourceBuilder.create(address(required(keys, "keys")), keyDownload)
                .outageTolerant(KEPT_IN_AN_OUTAGE.toMillis())
                .cache(KEYS_KEPT.toMillis(), Duration.ofSeconds(15).toMillis())
                .refreshAheadCache(false)
                .rateLimited(BETWEEN_FETCHES.toMillis())
                .build()));
    opened.setJWTClaimsSetVerifier(
        new TimedClaims(required(audience, "audience"), issuer.get(), clocks));
    processor = opened;
  }

  private static String required(Optional<String> setting, String name) {
    return setting.orElseThrow(
        () ->
            new IllegalStateException(
                "cadenza.jwt." + name + " is not set, and cadenza.jwt.issuer is."));
  }

  private static java.net.URL address(String text) {
    try {
      return URI.create(text).toURL();
    } catch (MalformedURLException | IllegalArgumentException malformed) {
      throw new IllegalStateException("cadenza.jwt.keys is not an address.", malformed);
    }
  }

  @Override
  public boolean mayBe(String text) {
    return processor != null && FORM.matcher(text).matches();
  }

  @Override
  public Optional<Caller> authenticate(String text) {
    if (processor == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(caller(processor.process(text, null)));
    } catch (ParseException | BadJOSEException refused) {
      return Optional.empty();
    } catch (RateLimitReachedException askedAMomentAgo) {
      if (download != null && download.hasFailed()) {
        throw new IssuerAway();
      }
      return Optional.empty(); // whoever invents names of keys fills no log
    } catch (JOSEException keysAway) {
      LOG.log(Level.WARNING, "The keys of the issuer could not be read", keysAway);
      throw new IssuerAway();
    }
  }

  private Caller caller(JWTClaimsSet claims) {
    var name = claims.getIssuer() + "\n" + claims.getSubject();
    var user = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    var end = claims.getExpirationTime().toInstant();
    return new Caller(
        workspaceId, user, scopes(claims), null, Caller.Kind.JWT, user, null, false, end);
  }

  private Set<String> scopes(JWTClaimsSet claims) {
    var claim = claims.getClaim(scopeClaim);
    Collection<?> named =
        claim instanceof Collection<?> list
            ? list
            : Arrays.asList(Objects.toString(claim, "").split(" "));
    var allowed =
        grantable.map(text -> Set.copyOf(List.of(text.strip().split("[ ,]+")))).orElse(HARMLESS);
    return named.stream()
        .map(String::valueOf)
        .filter(Scopes.ALL::contains)
        .filter(scope -> allowed.contains(Scopes.EVERY) || allowed.contains(scope))
        .collect(Collectors.toUnmodifiableSet());
  }
}
