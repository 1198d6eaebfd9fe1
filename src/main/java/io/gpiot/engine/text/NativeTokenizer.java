package io.gpiot.engine.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gpiot.base.GpiotException;
import io.gpiot.base.Home;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Loads Hugging Face's tokenizer implementation, once its library has been told to stay at home. */
public final class NativeTokenizer {

    private NativeTokenizer() {}

    /**
     * Sets, where the user has not, where the library unpacks its native part (below GPIoT's cache), that it neither
     * downloads nor reports anything. To be called before any other use of the library in this process.
     */
    public static void stayLocal() {
        setIfAbsent(
                "DJL_CACHE_DIR", Home.fromEnvironment().cache().resolve("djl").toString());
        setIfAbsent("ai.djl.offline", "true");
        setIfAbsent("OPT_OUT_TRACKING", "true");
    }

    static HuggingFaceTokenizer load(ObjectNode json) {
        stayLocal();
        byte[] bytes = json.toString().getBytes(StandardCharsets.UTF_8);
        // Truncation is on by default, at 512 tokens.
        Map<String, String> options = Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false");
        try {
            return HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(bytes), options);
        } catch (IOException | RuntimeException e) {
            throw GpiotException.user("the model's tokenizer cannot be loaded: " + firstLine(e)
                    + "; get the model again, or take one of the catalogue");
        } catch (LinkageError e) {
            throw GpiotException.resources(
                    "the tokenizer's native library does not load on this machine: " + firstLine(e), e);
        }
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    private static void setIfAbsent(String name, String value) {
        if (System.getenv(name) == null && System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
