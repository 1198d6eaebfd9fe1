/** What the demo shows besides the chain's own report: a plot of an ECG with its beats. */
@NullMarked
package io.gpiot.app.demo;

import org.jspecify.annotations.NullMarked;
