/**
 * The same work on many items: on the cores of this machine, or on a cluster. What is done with which item, and in which order
 * results come, does not depend on where: the same items give the same results. It knows nothing of rows.
 */
@NullMarked
package io.gpiot.data.scale;

import org.jspecify.annotations.NullMarked;
