package io.gpiot.app.web;

import io.gpiot.base.GpiotException;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may come in. On loopback there need be no key, so there a page of another site must not get through a browser of this
 * machine: neither by a name that it lets point here (the Host is checked), nor across sites (the Origin is checked).
 *
 * @param keyNeeded whether an API key is demanded
 * @param anyHost whether the server may be called by any name
 * @param hosts the names that it may be called by, in lower case; a page of one of them may call, too
 */
public record Access(ApiKeys keys, boolean keyNeeded, boolean anyHost, Set<String> hosts) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String BEARER = "bearer ";

    /**
     * @param address to listen on
     * @param names by which the server may be called besides
     * @throws GpiotException USER where others could come in without a key
     */
    public static Access of(String address, ApiKeys keys, Set<String> names) {
        boolean loopback = loopback(address);
        if (!loopback && keys.isEmpty()) {
            throw GpiotException.user("listening on " + address
                    + " lets others in: make an API key with gpiot serve --new-key, or give one in GPIOT_API_KEY"
                    + " or --api-key-file");
        }
        Set<String> hosts = Stream.concat(LOOPBACK.stream(), names.stream())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        return new Access(keys, !loopback || keys.given(), !loopback, hosts);
    }

    private static boolean loopback(String address) {
        try {
            for (InetAddress one : InetAddress.getAllByName(address)) {
                if (!one.isLoopbackAddress()) {
                    return false;
                }
            }
            return true;
        } catch (UnknownHostException e) {
            throw GpiotException.user("--host must be an address of this machine, was '" + address + "'");
        }
    }

    /**
     * @param open whether this path needs no key
     * @throws ApiError 401 or 403
     */
    Caller check(HttpServletRequest request, boolean open) {
        String host = request.getHeader("Host");
        if (!anyHost && (host == null || !hosts.contains(name(host)))) {
            throw ApiError.forbidden("this server is not called '" + host + "'; --allow-host lets it be");
        }
        checkOrigin(request, String.valueOf(host));
        Optional<ApiKey> key = presented(request.getHeader("Authorization")).flatMap(keys::find);
        if (key.isEmpty() && keyNeeded && !open) {
            throw ApiError.unauthorized("this server needs its API key: send Authorization: Bearer KEY");
        }
        return key.map(known -> new Caller(known.id())).orElse(Caller.LOCAL);
    }

    private void checkOrigin(HttpServletRequest request, String host) {
        String origin = request.getHeader("Origin");
        if (origin != null) {
            String authority = origin.replaceFirst("^https?://", "").toLowerCase(Locale.ROOT);
            boolean web = authority.length() < origin.length();
            boolean same = authority.equals(host.toLowerCase(Locale.ROOT));
            boolean allowed = hosts.contains(name(authority)) && !LOOPBACK.contains(name(authority));
            if (!web || !(same || allowed)) {
                throw ApiError.forbidden("pages of " + origin + " may not call this server");
            }
        }
        boolean visit = "navigate".equals(request.getHeader("Sec-Fetch-Mode"))
                && request.getMethod().equals("GET");
        if ("cross-site".equals(request.getHeader("Sec-Fetch-Site")) && origin == null && !visit) {
            throw ApiError.forbidden("pages of other sites may not call this server");
        }
    }

    /** A host without its port. */
    private static String name(String authority) {
        return authority.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
    }

    private static Optional<String> presented(@Nullable String header) {
        return Optional.ofNullable(header)
                .filter(text -> text.toLowerCase(Locale.ROOT).startsWith(BEARER))
                .map(text -> text.substring(BEARER.length()).strip());
    }
}
