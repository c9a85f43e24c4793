"""What is shown of figures: rows with verdicts, words, records, and a page of text."""
