package io.gpiot.bench.subject;

import io.gpiot.bench.subject.Trial.Report;
import io.gpiot.engine.Sampling;
import java.util.ArrayList;
import java.util.List;

/**
 * Our chain's way: several candidates for each program, of which execution chooses the first that holds on what the task
 * shows. Where none holds, the one that came furthest is taken.
 */
public final class ChoosingWriter implements ProgramWriter {

    private static final double WARM = 0.7;

    private final ProgramWriter writer;
    private final Trial trial;
    private final int candidates;

    /**
     * @param writer writes one candidate
     * @param candidates of each program, the first with the order's own sampling
     */
    public ChoosingWriter(ProgramWriter writer, Trial trial, int candidates) {
        this.writer = writer;
        this.trial = trial;
        this.candidates = candidates;
    }

    @Override
    public String name() {
        return writer.name() + ", execution chooses of " + candidates;
    }

    @Override
    public List<Written> write(List<Written.Order> orders) {
        List<Written.Order> all = new ArrayList<>();
        for (Written.Order order : orders) {
            for (int candidate = 0; candidate < candidates; candidate++) {
                all.add(candidate == 0 ? order : new Written.Order(order.item(), warm(order.sampling(), candidate)));
            }
        }
        List<Written> drafts = writer.write(all);
        List<Report> reports = trial.of(
                all.stream().map(Written.Order::item).toList(),
                drafts.stream().map(Written::program).toList());
        List<Written> chosen = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            int from = i * candidates;
            chosen.add(chosen(drafts.subList(from, from + candidates), reports.subList(from, from + candidates))
                    .withSeed(orders.get(i).sampling().seed()));
        }
        return chosen;
    }

    private static Written chosen(List<Written> drafts, List<Report> reports) {
        int best = 0;
        for (int i = 1; i < drafts.size(); i++) {
            if (reports.get(i).way() > reports.get(best).way()) {
                best = i;
            }
        }
        Written chosen = drafts.get(best);
        for (int i = 0; i < drafts.size(); i++) {
            chosen = i == best ? chosen : chosen.after(drafts.get(i));
        }
        return chosen;
    }

    /** Far from the seeds of other samples, which are neighbours. */
    private static Sampling warm(Sampling sampling, int candidate) {
        double temperature = sampling.greedy() ? WARM : sampling.temperature();
        return Sampling.of(temperature, 0.95, sampling.seed() + candidate * 7_368_787L);
    }
}
