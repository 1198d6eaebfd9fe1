package io.gpiot.data;

import io.gpiot.base.download.Sha256;
import io.gpiot.synthesis.Parameter;
import io.gpiot.synthesis.Specification;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** SHA-256 of a row's parts. */
public final class ContentHash {

    private ContentHash() {}

    /** Each part's length goes in too, so that moving text from one part to the next is seen. */
    public static String of(String... parts) {
        StringBuilder all = new StringBuilder();
        for (String part : parts) {
            all.append(part.length()).append(':').append(part);
        }
        return Sha256.of(all.toString().getBytes(StandardCharsets.UTF_8));
    }

    static String texts(List<Parameter> parameters) {
        return parameters.stream().map(Parameter::toText).collect(Collectors.joining("\n"));
    }

    static String prose(Specification specification) {
        return specification.name() + "\n" + specification.target() + "\n"
                + Stream.concat(specification.inputs().stream(), specification.outputs().stream())
                        .map(Parameter::meaning)
                        .collect(Collectors.joining("\n"));
    }
}
