/**
 * Tunes adapters: a recipe and JSONL files in, an adapter and the record of its making out. Below it: {@code recipe} reads
 * what is wanted, {@code data} makes token rows of chats, {@code plan} decides their order, {@code train} computes. It knows
 * nothing of where datasets come from or of what tuned models are used for.
 */
@NullMarked
package io.gpiot.pect;

import org.jspecify.annotations.NullMarked;
