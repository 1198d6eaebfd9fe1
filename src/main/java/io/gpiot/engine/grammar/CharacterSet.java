package io.gpiot.engine.grammar;

import io.gpiot.base.GpiotException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A set of Unicode characters (code points without surrogates).
 *
 * @param ranges ascending, disjoint, not adjacent
 */
public record CharacterSet(List<Range> ranges) {

    /** All characters from {@code from} to {@code to}, both included. */
    public record Range(int from, int to) {
        public Range {
            if (from < 0 || to > Character.MAX_CODE_POINT || from > to) {
                throw GpiotException.user(
                        "a character range must rise and lie within 0..10FFFF, was %X..%X".formatted(from, to));
            }
        }
    }

    private static final Range BELOW_SURROGATES = new Range(0, Character.MIN_SURROGATE - 1);
    private static final Range ABOVE_SURROGATES = new Range(Character.MAX_SURROGATE + 1, Character.MAX_CODE_POINT);

    public CharacterSet {
        ranges = withoutSurrogates(merge(ranges));
    }

    /** Every character that the string holds. */
    public static CharacterSet of(String characters) {
        return new CharacterSet(
                characters.codePoints().mapToObj(c -> new Range(c, c)).toList());
    }

    public static CharacterSet range(int from, int to) {
        return new CharacterSet(List.of(new Range(from, to)));
    }

    public CharacterSet or(CharacterSet other) {
        List<Range> both = new ArrayList<>(ranges);
        both.addAll(other.ranges);
        return new CharacterSet(both);
    }

    /** All characters that are not in this set. */
    public CharacterSet negate() {
        List<Range> gaps = new ArrayList<>();
        int next = 0;
        for (Range range : ranges) {
            if (range.from > next) {
                gaps.add(new Range(next, range.from - 1));
            }
            next = range.to + 1;
        }
        if (next <= Character.MAX_CODE_POINT) {
            gaps.add(new Range(next, Character.MAX_CODE_POINT));
        }
        return new CharacterSet(gaps);
    }

    public boolean contains(int codePoint) {
        return ranges.stream().anyMatch(range -> range.from <= codePoint && codePoint <= range.to);
    }

    public boolean isEmpty() {
        return ranges.isEmpty();
    }

    private static List<Range> merge(List<Range> ranges) {
        List<Range> merged = new ArrayList<>();
        for (Range range :
                ranges.stream().sorted(Comparator.comparingInt(Range::from)).toList()) {
            Range last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && range.from <= last.to + 1) {
                merged.set(merged.size() - 1, new Range(last.from, Math.max(last.to, range.to)));
            } else {
                merged.add(range);
            }
        }
        return merged;
    }

    private static List<Range> withoutSurrogates(List<Range> ranges) {
        List<Range> kept = new ArrayList<>();
        for (Range range : ranges) {
            for (Range plane : List.of(BELOW_SURROGATES, ABOVE_SURROGATES)) {
                int from = Math.max(range.from, plane.from);
                int to = Math.min(range.to, plane.to);
                if (from <= to) {
                    kept.add(new Range(from, to));
                }
            }
        }
        return List.copyOf(kept);
    }
}
