package io.gpiot.app.web;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Who asks: what belongs to one caller is not shown to another.
 *
 * @param id of the API key, or {@code local} where none is demanded
 */
public record Caller(String id) {

    public static final Caller LOCAL = new Caller("local");

    private static final String ATTRIBUTE = "gpiot.caller";

    void attachTo(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** Of a request that was let in. */
    public static Caller of(HttpServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof Caller caller ? caller : LOCAL;
    }
}
