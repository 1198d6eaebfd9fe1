/**
 * Makes rows of what a documentation says: descriptions (D1), programs that use a function (D2), specifications with functions
 * that answer them (D3). Programs run in the sandbox before they become rows; what does not is rejected with its reason.
 */
@NullMarked
package io.gpiot.data.crawl.pairs;

import org.jspecify.annotations.NullMarked;
