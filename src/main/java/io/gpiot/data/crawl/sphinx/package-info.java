/**
 * Reads what Sphinx makes: entries of an API reference, and pages with text and code cells. It knows nothing of fetching, and
 * nothing of what is made of the entries.
 */
@NullMarked
package io.gpiot.data.crawl.sphinx;

import org.jspecify.annotations.NullMarked;
