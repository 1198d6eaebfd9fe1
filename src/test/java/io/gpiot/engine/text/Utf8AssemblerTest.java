package io.gpiot.engine.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8AssemblerTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anyCutsGiveTheSameTextAsTheWhole(long seed) {
        Random random = new Random(seed);
        for (int n = 0; n < 500; n++) {
            byte[] bytes = n % 2 == 0
                    ? "aµ€🙂\n".repeat(random.nextInt(5)).getBytes(StandardCharsets.UTF_8)
                    : new byte[random.nextInt(20)];
            if (n % 2 == 1) {
                random.nextBytes(bytes);
            }
            Utf8Assembler assembler = new Utf8Assembler();
            StringBuilder got = new StringBuilder();
            for (int at = 0; at < bytes.length; ) {
                int next = Math.min(bytes.length, at + random.nextInt(4));
                got.append(assembler.push(Arrays.copyOfRange(bytes, at, next)));
                at = next;
            }
            got.append(assembler.flush());
            assertEquals(new String(bytes, StandardCharsets.UTF_8), got.toString());
        }
    }

    @Test
    void aCharacterAppearsWithItsLastByte() {
        Utf8Assembler assembler = new Utf8Assembler();
        byte[] smile = "🙂".getBytes(StandardCharsets.UTF_8);
        assertEquals("x", assembler.push(new byte[] {'x', smile[0], smile[1]}));
        assertEquals("", assembler.push(new byte[] {smile[2]}));
        assertEquals("🙂y", assembler.push(new byte[] {smile[3], 'y'}));
        assertEquals("", assembler.flush());
    }

    @Test
    void aCharacterThatNeverEndsBecomesTheReplacementAndTheNextTextIsClean() {
        Utf8Assembler assembler = new Utf8Assembler();
        assertEquals("", assembler.push(new byte[] {(byte) 0xE2, (byte) 0x82}));
        assertEquals("\uFFFD", assembler.flush());
        assertEquals("ok", assembler.push(new byte[] {'o', 'k'}));
    }
}
