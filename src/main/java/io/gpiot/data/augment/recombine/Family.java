package io.gpiot.data.augment.recombine;

import java.util.List;
import java.util.Map;

/**
 * One file of the knowledge base.
 *
 * @param words what a {@code {word}} in a step says on each sort of device
 */
record Family(
        List<Modality> modalities, List<Task> tasks, List<Device> devices, Map<String, Map<Effort, String>> words) {}
