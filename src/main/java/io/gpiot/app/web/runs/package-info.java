/**
 * Runs over HTTP: to ask for one, watch it, change a stage and go on, and take its files home; and the whole chain as a model
 * that chats. It knows no stage's inside, and of callers only the id that owns their runs.
 */
@NullMarked
package io.gpiot.app.web.runs;

import org.jspecify.annotations.NullMarked;
