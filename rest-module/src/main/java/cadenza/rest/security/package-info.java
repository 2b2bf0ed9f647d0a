/** Who may call what: bearer tokens in, scopes checked before any effect. */
@NullMarked
package cadenza.rest.security;

import org.jspecify.annotations.NullMarked;
