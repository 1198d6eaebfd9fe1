package io.gpiot.pect.recipe;

import com.fasterxml.jackson.annotation.JsonValue;

/** Which adapters are tuned over the frozen base. */
public enum Method {
    /** Two coupled paths: equations 9 and 10 of the paper. */
    PECT("pect", 2),
    /** One LoRA on the mixed data. */
    LORA("lora", 1),
    /** A LoRA for each path, with nothing between them. */
    TWO_LORAS("two-loras", 2);

    private final String text;
    private final int paths;

    Method(String text, int paths) {
        this.text = text;
        this.paths = paths;
    }

    @JsonValue
    public String text() {
        return text;
    }

    public int paths() {
        return paths;
    }
}
