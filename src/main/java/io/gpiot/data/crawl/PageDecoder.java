package io.gpiot.data.crawl;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes of a page into text. Bytes that are good UTF-8 are taken for it whatever the page says: no other set looks like that by chance. */
final class PageDecoder {

    private static final Pattern IN_TYPE = Pattern.compile("charset=[\"']?([\\w.:-]+)");
    private static final Pattern IN_PAGE =
            Pattern.compile("<meta[^>]{0,200}?charset=[\"']?([\\w.:-]+)", Pattern.CASE_INSENSITIVE);
    private static final int HEAD = 4096;

    /** @param note empty, or what is wrong with the set that the page names */
    record Decoded(String text, String note) {}

    private PageDecoder() {}

    static Decoded decode(byte[] bytes, String contentType) {
        String told = told(bytes, contentType);
        Optional<Charset> set = charset(told);
        boolean ascii = true;
        for (byte each : bytes) {
            ascii &= each >= 0;
        }
        Optional<String> utf8 = strictly(bytes, StandardCharsets.UTF_8);
        if (utf8.isPresent() && !told.toLowerCase(Locale.ROOT).startsWith("utf-16")) {
            boolean wrong = !ascii && !told.isEmpty() && !set.equals(Optional.of(StandardCharsets.UTF_8));
            return new Decoded(withoutMark(utf8.get()), wrong ? "says " + told + " but is UTF-8: read as UTF-8" : "");
        }
        Optional<String> text = set.flatMap(each -> strictly(bytes, each));
        if (text.isPresent()) {
            return new Decoded(withoutMark(text.get()), "");
        }
        // every byte means something in this set, so it is the last resort
        return new Decoded(
                new String(bytes, Charset.forName("windows-1252")),
                "is not in the character set that it names (" + (told.isEmpty() ? "none" : told)
                        + "): read as Windows-1252");
    }

    private static String told(byte[] bytes, String contentType) {
        Matcher type = IN_TYPE.matcher(contentType);
        if (type.find()) {
            return type.group(1);
        }
        String head = new String(bytes, 0, Math.min(HEAD, bytes.length), StandardCharsets.ISO_8859_1);
        Matcher page = IN_PAGE.matcher(head);
        return page.find() ? page.group(1) : "";
    }

    private static Optional<Charset> charset(String name) {
        try {
            return name.isEmpty() ? Optional.empty() : Optional.of(Charset.forName(name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> strictly(byte[] bytes, Charset set) {
        try {
            return Optional.of(set.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
