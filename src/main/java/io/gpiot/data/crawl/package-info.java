/**
 * Fetches the pages of documentation sites: robots.txt obeyed, one request at a time and a rate a host, pages kept on disk. A crawl
 * that ends at any point, killed or not, goes on where it was. {@code sphinx} reads what the pages say, {@code pairs} makes rows
 * of it. This package knows nothing of what a page is about.
 */
@NullMarked
package io.gpiot.data.crawl;

import org.jspecify.annotations.NullMarked;
