package io.gpiot.data.scale;

import io.gpiot.base.GpiotException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/** Does work on many items. */
public interface Workers extends AutoCloseable {

    /** Where {@link #on} finds machines besides this one. */
    interface Cluster {

        /** @param master such as {@code spark://host:7077}, {@code yarn} or {@code local[*]} */
        Workers open(String master);
    }

    /** How work is spread: cores, or the master's address. */
    String name();

    /**
     * Takes items only as fast as they are worked on, and hands results on in the items' order, as soon as it is their turn: who
     * keeps them has all but the last few when the run is stopped.
     *
     * @throws GpiotException what the work threw; RESOURCES where it was interrupted
     */
    <A extends Serializable, B extends Serializable> void each(Iterator<A> items, Work<A, B> work, Consumer<B> result);

    /** All results, in the items' order. */
    default <A extends Serializable, B extends Serializable> List<B> map(List<A> items, Work<A, B> work) {
        List<B> results = new ArrayList<>(items.size());
        each(items.iterator(), work, results::add);
        return results;
    }

    /**
     * The workers of a master.
     *
     * @throws GpiotException RESOURCES where this build has no cluster
     */
    static Workers on(String master) {
        return ServiceLoader.load(Cluster.class)
                .findFirst()
                .orElseThrow(() -> GpiotException.resources("--master " + master
                        + " needs Apache Spark, which is not in this build: ./mvnw -q -Pspark -DskipTests package"))
                .open(master);
    }

    @Override
    void close();
}
