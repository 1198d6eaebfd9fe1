/**
 * Makes problems with decompositions of papers: a model splits each paper's system into technical modules, and writes a problem
 * statement with sub-tasks for each module, with the passages before it that speak of the module. It knows nothing of where the
 * model runs.
 */
@NullMarked
package io.gpiot.data.papers;

import org.jspecify.annotations.NullMarked;
