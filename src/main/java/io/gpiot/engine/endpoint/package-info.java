/** Models behind servers that speak OpenAI's chat protocol. It knows nothing of weights and tokens. */
@NullMarked
package io.gpiot.engine.endpoint;

import org.jspecify.annotations.NullMarked;
