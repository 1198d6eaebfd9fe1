/**
 * Grammars that limit what a model may write. A {@link io.gpiot.engine.grammar.Grammar} is read from text or built of
 * {@link io.gpiot.engine.grammar.Rule}s; per step it tells which tokens keep the text within the grammar. It knows
 * nothing of models, sampling or what the text means.
 *
 * <p>How it stays fast: rules become nodes over UTF-8 bytes ({@code Compiler}); the state of a text is the set of all
 * ways to be inside the rules ({@code Automaton}), made and kept lazily; the vocabulary is a trie ({@code TokenTrie}),
 * walked once for each place that matters ({@code Masks}). Repeat counters further from their limits than a token is
 * long cannot matter, so they are merged before the walk: the 3rd and the 103rd character of {@code [^\n]{1,200}} share
 * one walk.
 */
@NullMarked
package io.gpiot.engine.grammar;

import org.jspecify.annotations.NullMarked;
