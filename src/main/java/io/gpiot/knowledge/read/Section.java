package io.gpiot.knowledge.read;

/**
 * A stretch of a document under one heading.
 *
 * @param heading empty where the text has none
 * @param page page of a PDF on which it begins, from 1; 0 where there are no pages
 * @param text paragraphs, separated by a blank line
 */
public record Section(String heading, int page, String text) {}
