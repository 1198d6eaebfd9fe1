/**
 * The base models: the catalogue of known ones, the store of those that are here, how they are pulled or imported, and
 * how much memory one needs. It looks at file headers only as far as whole files need; it knows nothing of tensors'
 * values, tokenizers or the engine.
 */
@NullMarked
package io.gpiot.base.model;

import org.jspecify.annotations.NullMarked;
