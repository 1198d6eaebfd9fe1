package io.gpiot.base.download;

import java.net.URI;
import java.util.List;

/** Where a file's bytes can be had. */
public sealed interface Source {

    /** One line for people: what will be asked. */
    String describe();

    /** A web address; the server may redirect. */
    record Web(URI address) implements Source {
        @Override
        public String describe() {
            return address.toString();
        }
    }

    /** Python packages whose wheels carry one large entry each; the entries in this order are the file. */
    record Packages(List<PythonPackage> parts) implements Source {
        public Packages {
            parts = List.copyOf(parts);
            if (parts.isEmpty()) {
                throw new IllegalArgumentException("a package source needs at least one package");
            }
        }

        @Override
        public String describe() {
            String first = "Python package " + parts.getFirst();
            return parts.size() == 1
                    ? first
                    : first + " and " + (parts.size() - 1) + " more, up to "
                            + parts.getLast().name();
        }
    }
}
