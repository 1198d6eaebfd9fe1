package io.gpiot.data;

import java.io.Serializable;

/**
 * What is known of a row apart from its content.
 *
 * @param id unique among all rows: {@code cgd/ecg/r-peaks-derivative-energy}, {@code code/stuck-at-detection}
 * @param topic what rows may be near to each other in; splits never cut through a topic
 * @param licence an SPDX name
 * @param source the file
 * @param parent id of the row that it was made of; empty for what was written as it is
 */
public record Label(
        String id,
        Kind kind,
        String domain,
        String topic,
        Axis axis,
        Origin origin,
        String licence,
        String source,
        String parent)
        implements Serializable {

    /** Of everything that we write. */
    public static final String OUR_LICENCE = "Apache-2.0";

    /** Of what stands on a page of a package's documentation; the domain is the package. */
    public static Label crawled(String id, String packageName, String topic, Axis axis, String licence, String page) {
        return new Label(id, Kind.CGD, packageName, topic, axis, Origin.CRAWLED, licence, page, "");
    }

    public static Label authored(String id, Kind kind, String domain, String topic, String source) {
        return new Label(id, kind, domain, topic, Axis.NONE, Origin.AUTHORED, OUR_LICENCE, source, "");
    }

    public Label withOrigin(Origin other) {
        return new Label(id, kind, domain, topic, axis, other, licence, source, parent);
    }

    /** Of a row that a rule made out of the row {@code parent}. */
    public static Label varied(
            String id, Kind kind, String domain, String topic, Axis axis, String source, String parent) {
        return new Label(id, kind, domain, topic, axis, Origin.VARIED, OUR_LICENCE, source, parent);
    }
}
