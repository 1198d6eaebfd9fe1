package io.gpiot.data.crawl;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRulesMode;
import crawlercommons.robots.SimpleRobotRulesParser;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One host: what its robots.txt allows, and when it may be asked again. Used by one thread. */
final class Host {

    private static final double NANOS = 1e9;
    /** As the standard, RFC 9309, asks for robots.txt. */
    private static final int MOST_HOPS = 5;

    private final Fetcher fetcher;
    private final CrawlSettings settings;
    private final URI root;
    private @Nullable BaseRobotRules rules;
    private long next = System.nanoTime();

    /** @param any address on it */
    Host(Fetcher fetcher, CrawlSettings settings, URI any) {
        this.fetcher = fetcher;
        this.settings = settings;
        this.root = any.resolve("/");
    }

    /** Asks for robots.txt; where the host does not answer, that is the outcome. */
    @Nullable
    Fetched open() throws InterruptedException {
        SimpleRobotRulesParser parser = new SimpleRobotRulesParser();
        URI address = root.resolve("/robots.txt");
        Fetched answer = ask(address, false);
        for (int hop = 0; hop < MOST_HOPS && answer instanceof Fetched.Moved moved; hop++) {
            answer = ask(moved.to(), false);
        }
        rules = switch (answer) {
            case Fetched.Body body ->
                parser.parseContent(address.toString(), body.bytes(), "text/plain", List.of(settings.robot()));
            // the standard: rules that do not exist forbid nothing, rules that cannot be read now forbid everything
            case Fetched.Refused refused -> new SimpleRobotRules(RobotRulesMode.ALLOW_ALL);
            case Fetched.Moved moved -> new SimpleRobotRules(RobotRulesMode.ALLOW_ALL);
            case Fetched.Later later -> null;
            case Fetched.Dead dead -> null;
        };
        return rules == null ? answer : null;
    }

    boolean allows(URI address) {
        return rules != null && rules.isAllowed(address.toString());
    }

    Fetched get(URI address, boolean page) throws InterruptedException {
        return ask(address, page);
    }

    private Fetched ask(URI address, boolean page) throws InterruptedException {
        long pause = settings.firstPause().toMillis();
        for (int attempt = 1; ; attempt++) {
            awaitTurn();
            Fetched answer = fetcher.get(address, page);
            next = System.nanoTime() + (long) (secondsBetween() * NANOS);
            boolean again = answer instanceof Fetched.Later || answer instanceof Fetched.Dead;
            if (!again || attempt >= settings.attempts()) {
                return answer;
            }
            long asked = answer instanceof Fetched.Later later ? later.pause().toMillis() : 0;
            Thread.sleep(Math.max(pause, asked));
            pause *= 2;
        }
    }

    private void awaitTurn() throws InterruptedException {
        long left = next - System.nanoTime();
        if (left > 0) {
            Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
        }
    }

    private double secondsBetween() {
        long asked = rules == null ? 0 : Math.max(0, rules.getCrawlDelay());
        String name = String.valueOf(root.getHost());
        boolean ours = name.equals("localhost") || name.equals("[::1]") || name.startsWith("127.");
        return Math.max(asked / 1000.0, ours ? 0 : 1 / settings.perSecond());
    }
}
