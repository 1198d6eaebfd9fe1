/**
 * What this machine has of what GPIoT needs: one finding a subject, with the way out where something is missing. It
 * looks and never changes anything.
 */
@NullMarked
package io.gpiot.app.doctor;

import org.jspecify.annotations.NullMarked;
