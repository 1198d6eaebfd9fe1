package io.gpiot.data.augment.recombine;

import java.util.List;

/**
 * A combination in a person's words: as a letter, as a headline, and as a question.
 *
 * @param pick chooses among what can be said in several ways
 */
record Statement(Combination of, int pick) {

    String problem() {
        Want want = want(0);
        return pick % 2 == 0
                ? join(of.form().says(), want.we(), of.trouble().says(), device(0))
                : join(want.we(), of.form().says(), device(0), of.trouble().says());
    }

    List<String> wordings() {
        String brief = join(
                sentence(of.form().brief() + "; " + of.trouble().brief()),
                sentence("Wanted: " + want(1).brief()
                        + (of.device().brief().isEmpty()
                                ? ""
                                : "; " + of.device().brief())));
        return List.of(
                brief,
                join(want(2).ask(), of.form().also(), device(1), of.trouble().says()));
    }

    private Want want(int place) {
        List<Want> wants = of.task().wants();
        return wants.get((pick + place) % wants.size());
    }

    private String device(int place) {
        List<String> says = of.device().says();
        return says.isEmpty() ? "" : says.get((pick + place) % says.size());
    }

    private static String sentence(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    private static String join(String... sentences) {
        return String.join(" ", sentences).replaceAll("\\s+", " ").strip();
    }
}
