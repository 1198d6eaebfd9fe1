package io.gpiot.sandbox;

/**
 * What a layer's self-test said.
 *
 * @param layer the sandbox's name
 * @param works whether all its probes were contained
 * @param detail which executable, or what went wrong
 * @param remedy what to do where it does not work; empty where it does
 */
public record LayerReport(String layer, boolean works, String detail, String remedy) {

    static LayerReport works(String layer, String detail) {
        return new LayerReport(layer, true, detail, "");
    }

    static LayerReport fails(String layer, String detail, String remedy) {
        return new LayerReport(layer, false, detail, remedy);
    }

    /** One line, for {@code doctor} and error messages. */
    public String toText() {
        return layer + ": " + (works ? "works, " : "does not work, ") + detail + (works ? "" : "; " + remedy);
    }
}
