package io.gpiot.engine.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gpiot.base.Progress;
import io.gpiot.engine.adapter.AdapterSettings;
import io.gpiot.engine.adapter.InferenceWeights;
import io.gpiot.engine.adapter.Target;
import io.gpiot.engine.model.Linear;
import io.gpiot.engine.model.Tensors;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Tunable models over made weights, and what tests do to them. */
final class TinyTunable {

    static final int[][] ROWS = {tokens(23, 1), tokens(9, 2), tokens(14, 3)};
    static final int[] STARTS = {11, 3, 13};
    static final int[] MIXED = {1, 2, 1};

    private TinyTunable() {}

    static TunableModel open(Path base, AdapterSettings settings, ScalarType type, boolean checkpointing) {
        return TunableModel.open(base, settings, type, checkpointing, 31, Progress.NONE);
    }

    static AdapterSettings pect(double dropout, double lambda, double gamma) {
        return new AdapterSettings(
                2,
                4,
                4,
                true,
                dropout,
                EnumSet.of(Target.QUERY, Target.KEY, Target.VALUE),
                lambda,
                gamma,
                true,
                true,
                6);
    }

                step(model, step, 0.1);
            }
            List<Linear> tuned = products(model);
            List<Linear> untouched = products(fresh);
            for (int i = 0; i < tuned.size(); i++) {
                assertTrue(tuned.get(i).weight().equal(untouched.get(i).weight()));
                assertFalse(tuned.get(i).weight().requires_grad());
            }
            assertTrue(model.weights().outputNorm().equal(fresh.weights().outputNorm()));
        }
    }

            randomise(model, 13);
            transformer.use(InferenceWeights.of(model.parameters(), settings, file.config(), ScalarType.Float));
            GradMode.set_enabled(false);
            int[] row = ROWS[0];
            for (int path = 1; path <= settings.paths(); path++) {
                float[] tuned = Tensors.toFloats(model.logits(new int[][] {row}, new int[] {1}, new int[] {path}));
                for (int prefilled : new int[] {0, 9, row.length - 2}) {
                    float[] engine = engineLogits(transformer, row, path, settings.paths(), prefilled);
                    for (int i = 0; i < engine.length; i++) {
                        assertEquals(engine[i], tuned[tuned.length - engine.length + i], 1e-4);
                    }
                }
            }
        }
    }

                    set(model, name -> name.contains("projection"), 0);
                }
                Tensor off = without.logits(ROWS, STARTS, paths);
                Tensor on = with.logits(ROWS, STARTS, paths);
                assertFalse(on.equal(off));
                set(without, name -> name.contains("shared"), 0);
                set(with, name -> name.contains("shared"), 0);
                assertTrue(off.equal(without.logits(ROWS, STARTS, paths)));
                assertTrue(off.equal(with.logits(ROWS, STARTS, paths)));
            }
        }
    }

        withoutGradients(() -> to.parameters().forEach((name, tensor) -> {
            String matrix = name.replace("lora_A", "lora_A.path" + path).replace("lora_B", "lora_B.path" + path);
            tensor.copy_(from.parameters().get(matrix));
        }));
    }

    static int[] tokens(int count, long seed) {
        return new Random(seed).ints(count, 0, 250).toArray();
    }
}
