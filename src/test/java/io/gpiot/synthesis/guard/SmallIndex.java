package io.gpiot.synthesis.guard;

import io.gpiot.environment.api.ApiIndex;
import io.gpiot.environment.api.ApiModule;
import io.gpiot.environment.api.ApiObject;
import java.util.List;
import java.util.Map;

/** An index of a few names, as real ones have them. */
final class SmallIndex {

    static final ApiIndex INDEX = new ApiIndex(new ApiIndex.Stored(
            List.of(
                    "len",
                    "range",
                    "print",
                    "ValueError",
                    "ImportError",
                    "sum",
                    "float",
                    "Exception",
                    "max",
                    "sorted",
                    "enumerate",
                    "hasattr",
                    "open",
                    "OSError"),
            Map.of(
                    "numpy",
                    module(Map.of(
                            "mean", "numpy.mean",
                            "array", "numpy.array",
                            "asarray", "numpy.asarray",
                            "zeros", "numpy.zeros",
                            "load", "numpy.load",
                            "pi", "other",
                            "linalg", "module numpy.linalg",
                            "ndarray", "numpy.ndarray")),
                    "numpy.linalg",
                    module(Map.of("norm", "numpy.linalg.norm")),
                    "scipy",
                    module(Map.of("signal", "module scipy.signal")),
                    "scipy.signal",
                    module(Map.of("butter", "scipy.signal.butter", "find_peaks", "scipy.signal.find_peaks")),
                    "math",
                    module(Map.of("sqrt", "math.sqrt")),
                    "odd",
                    new ApiModule(true, null, null)),
            Map.of(
                    "numpy.mean", function("a", "axis"),
                    "numpy.array", new ApiObject("function", "", null, false, null, null),
                    "numpy.asarray", function("a", "dtype"),
                    "numpy.zeros", new ApiObject("function", "", List.of("shape"), true, "(shape, **more)", null),
                    "numpy.ndarray", new ApiObject("class", "", List.of("shape"), false, "(shape)", List.of("mean")),
                    "numpy.linalg.norm", function("x", "ord"),
                    "scipy.signal.butter", function("N", "Wn", "btype", "fs", "output"),
                    "scipy.signal.find_peaks", function("x", "height", "distance"),
                    "math.sqrt", new ApiObject("function", "", List.of(), false, "(x, /)", null))));

    private SmallIndex() {}

    private static ApiModule module(Map<String, String> names) {
        return new ApiModule(false, names, List.copyOf(names.keySet()));
    }

    private static ApiObject function(String... keywords) {
        return new ApiObject("function", "", List.of(keywords), false, "(" + String.join(", ", keywords) + ")", null);
    }
}
