package io.gpiot.data;

/** What a page of a package's documentation says, as a question with its answer: the paper's D1, D2 and D3. */
public sealed interface CrawledRow extends Row permits DescriptionRow, UsageRow, ExampleRow {}
