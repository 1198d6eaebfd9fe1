package io.gpiot.base.download;

import io.gpiot.base.GpiotException;
import io.gpiot.base.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * Downloads a file of known size over HTTP into a part file: goes on where the part file ends, tries again with growing
 * pauses after broken transfers, and gives up at once where there is no server.
 */
final class WebDownload {

    /**
     * @param connect how long a server may take to accept
     * @param idle how long it may send nothing
     * @param attempts tries in a row that bring nothing new before the source is given up
     * @param firstPause before the second try; it doubles with each
     */
    record Settings(Duration connect, Duration idle, int attempts, Duration firstPause) {
        static final Settings DEFAULT =
                new Settings(Duration.ofSeconds(4), Duration.ofSeconds(30), 5, Duration.ofMillis(500));
    }

    /** Another try does not change this. */
    private static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;

        RefusedException(String reason) {
            super(reason);
        }
    }

    /** The transfer, not our disk, failed; another try may go better. */
    private static final class BrokenException extends Exception {
        private static final long serialVersionUID = 1;

        BrokenException(String reason) {
            super(reason);
        }
    }

    private static final Pattern CONTENT_RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");
    private static final int CHUNK = 1 << 17;

    private final Settings settings;

    WebDownload(Settings settings) {
        this.settings = settings;
    }

    /**
     * @param part receives the bytes; what it already holds is taken for the beginning of the file
     * @param bytes the whole file's size
     */
    FetchResult fetch(URI address, Path part, long bytes, Progress progress) {
        try (HttpClient client = HttpClient.newBuilder()
                        .connectTimeout(settings.connect())
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build();
                Progress.Task task = progress.start("downloading", bytes, "bytes")) {
            return fetch(client, address, part, bytes, task);
        } catch (IOException e) {
            throw GpiotException.resources("cannot write " + part + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw GpiotException.resources("the download was interrupted; the same command goes on with it", e);
        }
    }

    private FetchResult fetch(HttpClient client, URI address, Path part, long bytes, Progress.Task task)
            throws IOException, InterruptedException {
        boolean reached = false;
        for (int failures = 0; ; ) {
            long have = sizeOf(part);
            if (have == bytes) {
                return new FetchResult.Complete();
            }
            if (have > bytes) {
                Files.delete(part);
                have = 0;
            }
            String reason;
            try {
                receive(client, address, part, have, bytes, task);
                continue;
            } catch (RefusedException e) {
                return new FetchResult.Unavailable(String.valueOf(e.getMessage()));
            } catch (HttpConnectTimeoutException | ConnectException e) {
                reason = noConnection(e, address);
                if (!reached) {
                    return new FetchResult.Unavailable(reason);
                }
            } catch (BrokenException e) {
                reached = true;
                reason = String.valueOf(e.getMessage());
            }
            failures = sizeOf(part) > have && have > 0 ? 1 : failures + 1;
            if (failures >= settings.attempts()) {
                return new FetchResult.Unavailable(reason + " (" + failures + " tries)");
            }
            task.note(reason + ", trying again");
            Thread.sleep(settings.firstPause().multipliedBy(1L << Math.min(failures - 1, 6)));
        }
    }

    /** One request; returns where the answer ended, which need not be the file's end. */
    private void receive(HttpClient client, URI address, Path part, long have, long bytes, Progress.Task task)
            throws IOException, InterruptedException, RefusedException, BrokenException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address).timeout(settings.connect().plus(settings.idle()));
        if (have > 0) {
            request.header("Range", "bytes=" + have + "-");
        }
        HttpResponse<InputStream> response;
        try {
            response = client.send(request.build(), BodyHandlers.ofInputStream());
        } catch (HttpConnectTimeoutException | ConnectException e) {
            throw e;
        } catch (SSLException e) {
            throw new RefusedException("no trusted connection: " + e.getMessage());
        } catch (IOException e) {
            throw new BrokenException("no answer: " + e.getMessage());
        }
        try (InputStream body = response.body()) {
            long from = start(response, part, have, bytes);
            if (from >= 0) {
                copy(body, part, from, bytes, task);
            }
        }
    }

    /** From which byte on the answer goes, or -1 where the part file was useless and the next request starts anew. */
    private static long start(HttpResponse<InputStream> response, Path part, long have, long bytes)
            throws IOException, RefusedException, BrokenException {
        int status = response.statusCode();
        switch (status) {
            case 200 -> {
                requireSize(
                        response.headers().firstValueAsLong("Content-Length").orElse(bytes), bytes);
                return 0;
            }
            case 206 -> {
                Matcher range = CONTENT_RANGE.matcher(
                        response.headers().firstValue("Content-Range").orElse(""));
                if (!range.matches() || Long.parseLong(range.group(1)) != have) {
                    throw new RefusedException("answered another range than the one asked for");
                }
                requireSize(range.group(2).equals("*") ? bytes : Long.parseLong(range.group(2)), bytes);
                return have;
            }
            case 416 -> {
                if (have == 0) {
                    throw new RefusedException("answered 416 to a request without a range");
                }
                Files.deleteIfExists(part);
                return -1;
            }
            default -> {
                if (status == 429 || status >= 500) {
                    throw new BrokenException("the server answered " + status);
                }
                throw new RefusedException("the server answered " + status);
            }
        }
    }

    private static void requireSize(long offered, long expected) throws RefusedException {
        if (offered != expected) {
            throw new RefusedException("offers " + offered + " bytes where " + expected + " are expected");
        }
    }

    private void copy(InputStream body, Path part, long from, long bytes, Progress.Task task)
            throws IOException, RefusedException, BrokenException {
        StandardOpenOption how = from == 0 ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND;
        byte[] chunk = new byte[CHUNK];
        long have = from;
        try (OutputStream out = Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
                IdleGuard guard = new IdleGuard(body, settings.idle())) {
            while (have < bytes) {
                task.at(have);
                int read = read(body, chunk, guard);
                if (read < 0) {
                    throw new BrokenException("the transfer ended after " + have + " of " + bytes + " bytes");
                }
                guard.touch();
                have += read;
                if (have > bytes) {
                    throw new RefusedException("sends more than the expected " + bytes + " bytes");
                }
                out.write(chunk, 0, read);
            }
        }
        task.at(have);
    }

    private int read(InputStream body, byte[] chunk, IdleGuard guard) throws BrokenException {
        try {
            return body.read(chunk);
        } catch (IOException e) {
            throw new BrokenException(
                    guard.fired()
                            ? "nothing came for " + settings.idle().toSeconds() + " s"
                            : "the transfer broke: " + e.getMessage());
        }
    }

    private String noConnection(IOException e, URI address) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "the host " + address.getHost() + " cannot be resolved";
            }
        }
        return e instanceof HttpConnectTimeoutException
                ? "no connection to " + address.getHost() + " within "
                        + settings.connect().toSeconds() + " s"
                : "no connection to " + address.getHost() + ": " + e.getMessage();
    }

    private static long sizeOf(Path part) throws IOException {
        return Files.exists(part) ? Files.size(part) : 0;
    }
}
