/**
 * Adapters: what is tuned while the base stays as it is. Settings, names and shapes of the parameters, how they start, how
 * they enter a product, their files. It knows no requests and no optimiser.
 */
@NullMarked
package io.gpiot.engine.adapter;

import org.jspecify.annotations.NullMarked;
