package io.gpiot.data.crawl;

import io.gpiot.base.Progress;
import io.gpiot.data.crawl.sphinx.Extraction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A small site of our own in the shape that Sphinx gives: entries of a reference, a gallery page, a tutorial. */
public final class TinySphinx {

    private static final CrawlSettings QUICK = new CrawlSettings(
            "gpiot/test", 1000, Integer.MAX_VALUE, 1 << 20, 2, Duration.ofSeconds(5), 2, Duration.ofMillis(1));

    private TinySphinx() {}

    /** A function's entry with these examples, prompts included. */
    public static String entry(String name, String summary, String examples) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        return """
                <dl class="py function"><dt class="sig sig-object py" id="%s">
                <span class="sig-prename descclassname">%s</span><span class="sig-name descname">%s</span>\
                <span class="sig-paren">(</span><em class="sig-param">x</em>, <em class="sig-param">size<span>=</span>3</em>\
                <span class="sig-paren">)</span><a class="reference external" href="#"><span class="viewcode-link">[source]</span></a>\
                <a class="headerlink" href="#x">¶</a></dt>
                <dd><p>%s</p>
                <p>It uses a window of <code>size</code> samples.</p>
                <dl class="field-list"><dt>Parameters<span class="colon">:</span></dt><dd><dl>
                <dt><strong>x</strong><span class="classifier">array_like</span></dt><dd><p>The noisy samples.</p></dd>
                <dt><strong>size</strong><span class="classifier">int, optional</span></dt><dd><p>Length of the window. Must be odd.</p></dd>
                </dl></dd><dt>Returns<span class="colon">:</span></dt><dd><dl>
                <dt><strong>y</strong><span class="classifier">ndarray</span></dt><dd><p>The smooth samples.</p></dd></dl></dd></dl>
                <div class="versionadded"><p><span>New in version 1.4.0.</span></p></div>
                <p class="rubric">Notes</p><p>Edges are padded with zeros.</p>
                <p class="rubric">Examples</p>
                %s
                </dd></dl>
                """.formatted(name, name.substring(0, name.length() - last.length()), last, summary, examples);
    }

    public static String doctest(String code) {
        return "<div class=\"doctest highlight-default notranslate\"><div class=\"highlight\"><pre>"
                + code.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") + "</pre></div></div>";
    }

    public static String cell(String code) {
        return "<div class=\"highlight-default notranslate\"><div class=\"highlight\"><pre>" + code.replace("<", "&lt;")
                + "</pre></div></div>";
    }

    public static String page(String body) {
        return "<html><head><meta charset=utf-8><title>t</title></head><body><div class=menu><p>menu</p></div>"
                + "<div role=\"main\">" + body + "</div></body></html>";
    }

    /** Serves the pages at {@code /docs/NAME}, crawls them with an inventory that names these objects, and reads them. */
    public static Extraction read(Path folder, List<String> objects, String... pages) throws IOException {
        try (TinySite site = new TinySite()) {
            String[] names = new String[pages.length / 2];
            for (int i = 0; i < pages.length; i += 2) {
                names[i / 2] = pages[i];
                site.bytes("/docs/" + pages[i], "text/html", page(pages[i + 1]).getBytes(StandardCharsets.UTF_8));
            }
            site.page("/docs/", "start", names);
            site.inventory("/docs/objects.inv", "Tiny", "2.1", objects.toArray(String[]::new));
            CrawlFolder crawl = new CrawlFolder(folder);
            new Crawler(QUICK, Optional.empty(), Progress.NONE, line -> {})
                    .crawl(crawl, List.of(new CrawlFolder.Site(site.at("/docs/").toString(), "MIT")));
            return Extraction.of(crawl, Progress.NONE);
        }
    }
}
