/**
 * What can be imported in an environment: modules, their names, what these are and which keywords they take. Found by
 * importing everything once, kept by the lock's hash. It knows nothing of the programs that use it.
 */
@NullMarked
package io.gpiot.environment.api;

import org.jspecify.annotations.NullMarked;
