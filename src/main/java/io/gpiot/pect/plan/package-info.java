/**
 * In which order examples are learned and which of them are computed together: pure functions of seed and epoch. It knows no
 * tensors.
 */
@NullMarked
package io.gpiot.pect.plan;

import org.jspecify.annotations.NullMarked;
