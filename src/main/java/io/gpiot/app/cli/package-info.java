/** The commands. Each parses its options, calls one stage and prints; none holds logic of a stage. */
@NullMarked
package io.gpiot.app.cli;

import org.jspecify.annotations.NullMarked;
