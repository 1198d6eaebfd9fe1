package io.gpiot.synthesis.guard;

import io.gpiot.synthesis.guard.Objection.Kind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls that read a named file: in the sandbox a program finds none beside it. */
record FileCheck(Meanings meanings) {

    private static final Set<String> READERS = Set.of(
            "numpy.load",
            "numpy.loadtxt",
            "numpy.genfromtxt",
            "numpy.fromfile",
            "numpy.memmap",
            "pandas.read_csv",
            "pandas.read_table",
            "pandas.read_json",
            "pandas.read_excel",
            "pandas.read_parquet",
            "pandas.read_pickle",
            "scipy.io.loadmat",
            "scipy.io.wavfile.read",
            "wfdb.rdrecord",
            "wfdb.rdsamp",
            "wfdb.rdann",
            "librosa.load",
            "soundfile.read");

    @Nullable
    Objection check(Node call) {
        Node function = call.child("function");
        Node arguments = call.child("arguments");
        if (function == null || arguments == null || arguments.children.isEmpty() || Alternatives.forgiven(call)) {
            return null;
        }
        boolean opens = function.text().equals("open") && !meanings.bindings().binds("open");
        Node path = arguments.children.getFirst();
        boolean named = path.is("string") && path.text().matches("[rRbBuU]*[\"'](?!/|\\w+://).*");
        Node mode = opens ? mode(arguments) : null;
        boolean reads = mode == null || mode.text().matches("[\"']r.*");
        return named && reads && (opens || READERS.contains(meanings.qualified(function)))
                ? new Objection(
                        Kind.FILE,
                        "there is no file " + path.text() + ": a program's values are its arguments",
                        function.start)
                : null;
    }

    /** The second argument of open, or the one that is called so. */
    private static @Nullable Node mode(Node arguments) {
        for (Node argument : arguments.children) {
            Node name = argument.child("name");
            if (argument.is("keyword_argument") && name != null && name.text().equals("mode")) {
                return argument.child("value");
            }
        }
        boolean second =
                arguments.children.size() > 1 && !arguments.children.get(1).is("keyword_argument");
        return second ? arguments.children.get(1) : null;
    }
}
