/**
 * What every other package may use: the exception root, the home folder, progress, JSON files; and the base models:
 * the catalogue and how their files come here. It knows nothing of tensors, sandboxes or pipelines.
 */
@NullMarked
package io.gpiot.base;

import org.jspecify.annotations.NullMarked;
