/** The running product as its users meet it: over HTTP, SMTP and IMAP. */
@NullMarked
package cadenza.product;

import org.jspecify.annotations.NullMarked;
