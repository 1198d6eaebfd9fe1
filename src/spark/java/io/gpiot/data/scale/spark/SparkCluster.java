package io.gpiot.data.scale.spark;

import io.gpiot.data.scale.Workers;

/** Found by {@link Workers#on}. */
public final class SparkCluster implements Workers.Cluster {

    @Override
    public Workers open(String master) {
        return new SparkWorkers(master);
    }
}
