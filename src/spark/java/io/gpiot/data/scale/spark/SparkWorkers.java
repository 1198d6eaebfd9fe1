package io.gpiot.data.scale.spark;

import io.gpiot.base.GpiotException;
import io.gpiot.data.scale.Work;
import io.gpiot.data.scale.Workers;
import java.io.File;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Work as Spark jobs. Items go in rounds of a few for each slot of the cluster: results of a round are handed on, in order, before
 * the next is taken, so that a stopped run loses one round and the driver holds no more than that. The jars of this program are
 * sent along; Python and the sandbox are made on each machine when it first needs them.
 */
final class SparkWorkers implements Workers {

    private static final int ROUND = 8;

    private final String master;
    private final JavaSparkContext context;

    /** @throws GpiotException RESOURCES where the master cannot be reached */
    SparkWorkers(String master) {
        this.master = master;
        SparkConf conf = new SparkConf()
                .setMaster(master)
                .setAppName("gpiot data")
                .set("spark.ui.enabled", "false")
                .setIfMissing("spark.task.maxFailures", "4");
        if (master.startsWith("local")) {
            conf.set("spark.driver.host", "localhost").set("spark.driver.bindAddress", "127.0.0.1");
        } else {
            conf.setJars(jars());
        }
        try {
            this.context = new JavaSparkContext(conf);
        } catch (RuntimeException e) {
            throw GpiotException.resources("Spark does not start on " + master + ": " + e.getMessage(), e);
        }
    }

    private static String[] jars() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(each -> each.endsWith(".jar") && Files.exists(Path.of(each)))
                .toArray(String[]::new);
    }

    @Override
    public String name() {
        return "Spark on " + master;
    }

    @Override
    public <A extends Serializable, B extends Serializable> void each(
            Iterator<A> items, Work<A, B> work, Consumer<B> result) {
        int slots = Math.max(1, context.defaultParallelism());
        while (items.hasNext()) {
            List<A> round = new ArrayList<>();
            while (items.hasNext() && round.size() < ROUND * slots) {
                round.add(items.next());
            }
            done(round, work).forEach(result);
        }
    }

    private <A extends Serializable, B extends Serializable> List<B> done(List<A> round, Work<A, B> work) {
        try {
            return context.parallelize(round, round.size()).map(work::of).collect();
        } catch (Exception e) { // Scala declares no checked exceptions, and throws them
            throw known(e);
        }
    }

    private static GpiotException known(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof GpiotException known) {
                return known;
            }
        }
        return e instanceof SparkException
                ? GpiotException.resources("Spark: " + e.getMessage(), e)
                : GpiotException.internal("work failed on Spark: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        context.close();
    }
}
