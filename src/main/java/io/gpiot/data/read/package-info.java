/**
 * Reads rows from the files that people write, checks their structure, and says for each fault the file and the line. It runs
 * no program: what a row's test says is {@code verify}'s work.
 */
@NullMarked
package io.gpiot.data.read;

import org.jspecify.annotations.NullMarked;
