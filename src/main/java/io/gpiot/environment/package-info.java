/**
 * The Python environments in which generated programs run: which interpreter, which packages (from hashed locks in this
 * package's resources), made by uv, whole or not at all. Also fetches the two tools that this needs, uv and bubblewrap,
 * where the machine lacks them. It knows nothing of what the programs do, nor of how they are contained.
 */
@NullMarked
package io.gpiot.environment;

import org.jspecify.annotations.NullMarked;
