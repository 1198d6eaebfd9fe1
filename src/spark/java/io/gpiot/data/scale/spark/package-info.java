/** Work on Apache Spark: in the build only with the profile {@code spark}. */
@NullMarked
package io.gpiot.data.scale.spark;

import org.jspecify.annotations.NullMarked;
