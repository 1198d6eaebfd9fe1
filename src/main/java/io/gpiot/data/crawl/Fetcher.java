package io.gpiot.data.crawl;

import io.gpiot.base.download.IdleGuard;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;

/** One request: never more bytes than allowed, never longer than a server keeps sending. */
final class Fetcher implements AutoCloseable {

    private static final long LONGEST_PAUSE = 120;

    private final CrawlSettings settings;
    private final HttpClient client;

    Fetcher(CrawlSettings settings) {
        this.settings = settings;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.patience())
                .followRedirects(HttpClient.Redirect.NEVER) // another address may be out of bounds
                .build();
    }

    /** @param page whether only text is wanted: other contents are refused by their type, unread */
    Fetched get(URI address, boolean page) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(settings.patience())
                .header("User-Agent", settings.agent())
                .header("Accept", page ? "text/html,application/xhtml+xml" : "*/*")
                .build();
        try {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return read(address, response, body, page);
            }
        } catch (HttpConnectTimeoutException | ConnectException | UnknownHostException e) {
            return new Fetched.Dead(
                    e instanceof HttpConnectTimeoutException ? "no connection in time" : "no connection");
        } catch (IOException e) {
            return new Fetched.Later("the answer broke off: " + e.getMessage(), Duration.ZERO);
        }
    }

    private Fetched read(URI address, HttpResponse<?> response, InputStream body, boolean page) throws IOException {
        int status = response.statusCode();
        String location = response.headers().firstValue("Location").orElse("");
        if (status >= 300 && status < 400) {
            try {
                return new Fetched.Moved(address.resolve(location));
            } catch (IllegalArgumentException e) {
                return new Fetched.Refused("moved to '" + location + "', which is no address");
            }
        }
        if (status == 429 || status >= 500) {
            return new Fetched.Later(
                    "the server answered " + status,
                    pause(response.headers().firstValue("Retry-After").orElse("")));
        }
        if (status != 200) {
            return new Fetched.Refused("the server answered " + status);
        }
        String type = response.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (page && !type.isEmpty() && !type.contains("html") && !type.startsWith("text/plain")) {
            return new Fetched.Refused("is " + type + ", no page");
        }
        long told = response.headers().firstValueAsLong("Content-Length").orElse(0);
        return told > settings.mostBytes() ? tooLarge(told + " bytes") : copy(type, body);
    }

    private Fetched copy(String type, InputStream body) throws IOException {
        var bytes = new ByteArrayOutputStream();
        byte[] chunk = new byte[1 << 14];
        try (IdleGuard guard = new IdleGuard(body, settings.patience())) {
            for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
                guard.touch();
                bytes.write(chunk, 0, read);
                if (bytes.size() > settings.mostBytes()) {
                    return tooLarge("more");
                }
            }
        }
        return new Fetched.Body(type, bytes.toByteArray());
    }

    private Fetched tooLarge(String size) {
        return new Fetched.Refused("has " + size + ", at most " + settings.mostBytes() + " bytes are read");
    }

    /** Seconds only: a date would need the server's clock. */
    private static Duration pause(String told) {
        return told.matches("\\d{1,9}")
                ? Duration.ofSeconds(Math.min(LONGEST_PAUSE, Long.parseLong(told)))
                : Duration.ZERO;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
