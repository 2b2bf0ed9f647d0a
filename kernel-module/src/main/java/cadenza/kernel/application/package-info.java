/** The transaction boundary that {@code @UseCase} stands for. */
@NullMarked
package cadenza.kernel.application;

import org.jspecify.annotations.NullMarked;
