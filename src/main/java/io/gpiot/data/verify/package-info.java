/**
 * Runs rows' programs with their tests in the sandbox, and the tests with stand-ins that must fail; remembers the verdicts.
 */
@NullMarked
package io.gpiot.data.verify;

import org.jspecify.annotations.NullMarked;
