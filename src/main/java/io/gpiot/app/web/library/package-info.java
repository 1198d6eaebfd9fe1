/**
 * What a server has besides runs, to look at: models and adapters, knowledge, tunings and benchmarks. It starts none of them,
 * and names no folder of the machine.
 */
@NullMarked
package io.gpiot.app.web.library;

import org.jspecify.annotations.NullMarked;
