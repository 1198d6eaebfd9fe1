package io.gpiot.base.model;

import io.gpiot.base.GpiotException;
import java.util.Locale;
import java.util.function.Consumer;

/** Whether a model fits into this machine's memory, asked before it is fetched or loaded. */
public final class MemoryCheck {

    private MemoryCheck() {}

    /**
     * Counts the weights and what loading them takes; the cache is as large as there is room for.
     *
     * @param says hears where it will be tight
     * @throws GpiotException RESOURCES where the machine has less than that in all
     */
    public static void require(String id, ModelShape shape, MachineMemory machine, Consumer<String> says) {
        long least = MemoryEstimate.of(shape, 1, 1).total();
        if (least > machine.total()) {
            throw GpiotException.resources(
                    id + " needs " + gigabytes(least) + " of memory at least, and this machine has "
                            + gigabytes(machine.total()) + "; choose a smaller one with --model (gpiot models list)");
        }
        if (least > machine.available()) {
            says.accept(id + " needs " + gigabytes(least) + " of memory at least, of which "
                    + gigabytes(machine.available()) + " are free now: end other programs, or choose a smaller model");
        }
    }

    private static String gigabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GB", bytes / 1e9);
    }
}
