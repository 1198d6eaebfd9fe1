package io.gpiot.data.augment.recombine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** One of each that go together. */
record Combination(Task task, Modality modality, Form form, Way way, Trouble trouble, Device device) {

    private static final String LIVE = "live";

    /** All that go together for a task and a modality; none where the modality does not sense what the task needs. */
    static List<Combination> all(Task task, Modality modality, List<Device> devices) {
        List<Combination> all = new ArrayList<>();
        if (!modality.senses().containsAll(task.needs()) || task.without().contains(modality.id())) {
            return all;
        }
        for (Form form : modality.forms()) {
            for (Way way : task.ways()) {
                for (Trouble trouble : modality.troubles()) {
                    for (Device device : devices) {
                        Combination each = new Combination(task, modality, form, way, trouble, device);
                        if (each.fits()) {
                            all.add(each);
                        }
                    }
                }
            }
        }
        return all;
    }

    private boolean fits() {
        return trouble.before() >= form.from()
                && has(task.needs())
                && has(way.needs())
                && has(trouble.needs())
                && runs(device.needs())
                && way.least().compareTo(device.effort()) <= 0
                && modality.least().compareTo(device.effort()) <= 0
                && device.holds(way)
                && !(device.demands("packet") && task.packet().isEmpty())
                && !(device.demands("duty") && task.duty().isEmpty())
                && !(device.demands("buffer") && way.buffer().isEmpty());
    }

    /** Whether the recording holds all of that. */
    private boolean has(Set<String> needs) {
        return modality.senses().containsAll(needs) && Collections.disjoint(form.loses(), needs);
    }

    /** Whether the device can take the recording: every sensor is live, a form may be a file of the past. */
    private boolean runs(Set<String> needs) {
        return Collections.disjoint(form.loses(), needs)
                && needs.stream()
                        .allMatch(each -> each.equals(LIVE) || modality.senses().contains(each));
    }

    /** The stages in the order of the work. */
    List<Stage> stages() {
        List<Stage> stages = new ArrayList<>(form.first());
        for (int at = form.from(); at <= modality.route().size(); at++) {
            if (trouble.before() == at) {
                stages.add(trouble.cure());
            }
            if (at < modality.route().size()) {
                stages.add(modality.route().get(at));
            }
        }
        stages.addAll(way.stages());
        stages.addAll(task.end());
        stages.addAll(device.first() ? 0 : stages.size(), device.stage());
        return stages;
    }

    /** Kebab-case, unique in a knowledge base. */
    String name() {
        return String.join(
                "-",
                task.id(),
                modality.id(),
                form.id(),
                way.id(),
                "" + modality.troubles().indexOf(trouble),
                device.id());
    }
}
