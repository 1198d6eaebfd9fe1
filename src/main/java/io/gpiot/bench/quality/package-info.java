/**
 * How programs are written, whatever they compute: findings of published rules (bugs, security, smells), and how near a
 * program's embedding is to its reference's. Programs are read, never run. It knows nothing of tests and of who wrote them.
 */
@NullMarked
package io.gpiot.bench.quality;

import org.jspecify.annotations.NullMarked;
