/**
 * CGSLM: from specifications to candidate programs. It asks for all candidates of all sub-tasks in one batch and takes
 * the code out of the answers; it neither parses Python nor runs it.
 */
@NullMarked
package io.gpiot.synthesis.generate;

import org.jspecify.annotations.NullMarked;
