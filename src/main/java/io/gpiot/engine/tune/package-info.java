/**
 * The forward pass that gradients flow through: base weights frozen, adapters tuned, both paths of every sample. It
 * knows nothing of optimisers, data sets or files of adapters. Equations 9 and 10 of the paper are in
 * {@code adapter.LoraSite} and {@code PathBlock}.
 */
@NullMarked
package io.gpiot.engine.tune;

import org.jspecify.annotations.NullMarked;
