/** What a tuning is to do, as a YAML file: read strictly, written back with everything resolved. It knows no tensors. */
@NullMarked
package io.gpiot.pect.recipe;

import org.jspecify.annotations.NullMarked;
