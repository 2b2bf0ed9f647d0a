/** The server, the database and the mail server fail; nothing is lost and nothing is sent twice. */
@NullMarked
package cadenza.faults;

import org.jspecify.annotations.NullMarked;
