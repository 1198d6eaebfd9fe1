/**
 * The page for browsers: files of the jar, and the one policy under which they run. It knows no data; the page asks the other
 * routes for those.
 */
@NullMarked
package io.gpiot.app.web.page;

import org.jspecify.annotations.NullMarked;
