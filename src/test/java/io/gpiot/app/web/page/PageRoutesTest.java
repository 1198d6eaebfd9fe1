package io.gpiot.app.web.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageRoutesTest {

    private static final Pattern NAMED = Pattern.compile("(?:/page/|from '\\./)([a-z-]+\\.(?:js|css|svg))");

    @TempDir
    Path folder;

    @Test
    void everyFileThatThePageNamesIsThereAndNothingIsFetchedFromElsewhere() {
        try (PageServer server = PageServer.open(folder)) {
            Set<String> seen = new HashSet<>();
            List<String> open = new java.util.ArrayList<>(List.of("/"));
            while (!open.isEmpty()) {
                String path = open.removeLast();
                HttpResponse<String> answer = server.get(path);
                assertEquals(200, answer.statusCode(), path);
                String policy =
                        answer.headers().firstValue("Content-Security-Policy").orElse("");
                assertEquals(PageRoutes.POLICY, policy, path);
                String plain = answer.body().replace("http://www.w3.org/2000/svg", "");
                assertFalse(plain.contains("http:") || plain.contains("https:"), path);
                assertFalse(plain.contains("innerHTML"), path);
                Matcher named = NAMED.matcher(answer.body());
                while (named.find()) {
                    if (seen.add(named.group(1))) {
                        open.add("/page/" + named.group(1));
                    }
                }
            }
            assertTrue(seen.size() > 15, seen.toString());
        }
    }

    @Test
    void policyAllowsNothingInline() {
        assertFalse(PageRoutes.POLICY.contains("unsafe"));
        assertTrue(PageRoutes.POLICY.contains("default-src 'none'"));
    }
}
