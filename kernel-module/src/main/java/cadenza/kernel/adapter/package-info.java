/** Database time, schema migration, sealed secrets, vetted outside hosts. */
@NullMarked
package cadenza.kernel.adapter;

import org.jspecify.annotations.NullMarked;
