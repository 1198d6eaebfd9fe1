/**
 * Makes datasets of rows: chat messages in the forms that are in use, and answers in the shapes that are asked for, split by topic,
 * without near-duplicates and without what a benchmark holds; with all that was rejected, and a card that counts it.
 */
@NullMarked
package io.gpiot.data.build;

import org.jspecify.annotations.NullMarked;
