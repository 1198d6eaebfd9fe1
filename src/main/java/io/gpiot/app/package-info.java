/** What commands and servers share: opening the parts of a run together. It holds no logic of a stage. */
@NullMarked
package io.gpiot.app;

import org.jspecify.annotations.NullMarked;
