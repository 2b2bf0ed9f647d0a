/** Wake-ups after a commit: ids on a queue, from the commit to the lanes. */
@NullMarked
package cadenza.messaging.adapter.jms;

import org.jspecify.annotations.NullMarked;
