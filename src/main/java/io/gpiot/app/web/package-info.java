/**
 * The HTTP server: who may come in, how much at once, what is counted and logged, and how it ends. It knows nothing of models
 * or runs: groups of {@link io.gpiot.app.web.Routes} bring those.
 */
@NullMarked
package io.gpiot.app.web;

import org.jspecify.annotations.NullMarked;
