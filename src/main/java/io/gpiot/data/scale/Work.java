package io.gpiot.data.scale;

import java.io.Serializable;

/** What is done with one item; it may be sent to another machine, with all that it holds. */
@FunctionalInterface
public interface Work<A extends Serializable, B extends Serializable> extends Serializable {

    B of(A item);
}
