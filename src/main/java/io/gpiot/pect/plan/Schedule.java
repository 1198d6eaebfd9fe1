package io.gpiot.pect.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * The learning rate of each step: in each cycle it rises in a line, then falls along half a cosine. A tuning is one cycle;
 * epochs that are added to it are another.
 *
 * @param ends steps at which cycles end, rising
 * @param warmUp share of a cycle's steps in which the rate rises
 * @param finalShare share of the peak that is left at a cycle's end
 */
public record Schedule(List<Long> ends, double peak, double warmUp, double finalShare) {

    public Schedule {
        ends = List.copyOf(ends);
    }

    /** How many steps there are. */
    public long steps() {
        return ends.getLast();
    }

    public Schedule withCycle(long steps) {
        List<Long> more = new ArrayList<>(ends);
        more.add(steps() + steps);
        return new Schedule(more, peak, warmUp, finalShare);
    }

    /**
     * With s steps into a cycle of n, w of them warm-up: peak (s + 1) / w in the warm-up, then
     * peak (f + (1 - f) (1 + cos(pi (s - w) / (n - w))) / 2).
     *
     * @param step from 0
     */
    public double rate(long step) {
        long begin = 0;
        long end = steps();
        for (long candidate : ends) {
            if (step < candidate) {
                end = candidate;
                break;
            }
            begin = candidate;
        }
        double length = Math.max(1, end - begin);
        double into = step - begin;
        double rising = Math.ceil(warmUp * length);
        if (into < rising) {
            return peak * (into + 1) / rising;
        }
        double falling = (into - rising) / Math.max(1, length - rising);
        return peak * (finalShare + (1 - finalShare) * (1 + StrictMath.cos(Math.PI * falling)) / 2);
    }
}
