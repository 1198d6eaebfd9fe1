/**
 * The texts that ask a model: resource files with places to fill in, several forms per role, chosen by name. It knows
 * nothing of what the answers mean.
 */
@NullMarked
package io.gpiot.synthesis.prompt;

import org.jspecify.annotations.NullMarked;
