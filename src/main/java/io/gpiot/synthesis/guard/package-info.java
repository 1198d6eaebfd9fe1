/**
 * Looks at Python programs while they are written: syntax, imports, attributes of modules, keywords, names, repetition.
 * Each line is looked at once, when it is complete; what is not known to be wrong is right. It knows no model and no
 * tokens, and runs nothing. The same parser tells what stands at a finished program's margin.
 */
@NullMarked
package io.gpiot.synthesis.guard;

import org.jspecify.annotations.NullMarked;
